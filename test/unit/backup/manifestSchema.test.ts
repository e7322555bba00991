import { fileURLToPath } from 'node:url';
import { Ajv, type SchemaObject } from 'ajv';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import schemaFile from '../../../media/backup-manifest.schema.json';
import { describeBackup } from '../../../src/core/backup/describeBackup';
import { manifestText } from '../../../src/core/backup/manifest';
import { backupRecord } from './backupRecord';

interface Schema extends SchemaObject {
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const schema = schemaFile as Schema;
const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

type Json = Record<string, unknown>;

function written(): Json {
  const record = backupRecord();
  const rows = [
    { schema: 'app', name: 't', rows: 3 },
    { schema: 'app', name: 'u', rows: null, reason: 'permission denied' },
  ];
  const database = {
    ...record.source.facts.database,
    privileges: [{ grantee: null, privilege: 'CONNECT', grantable: false }],
  };
  const source = { ...record.source, facts: { ...record.source.facts, database } };
  const digest = { bytes: 1, sha256: '0'.repeat(64), checksums: '' };
  return JSON.parse(manifestText(describeBackup({ ...record, rows, source }, 'x.backup', digest))) as Json;
}

/** The paths of all objects of the schema; `[]` is an item of a list. */
function objectsIn(part: Schema, path: readonly string[] = []): [readonly string[], Schema][] {
  const inside = Object.entries(part.properties ?? {}).flatMap(([key, value]) =>
    objectsIn(value, [...path, key]),
  );
  const items = part.items === undefined ? [] : objectsIn(part.items, [...path, '[]']);
  return [
    ...(part.properties === undefined ? [] : [[path, part] as [readonly string[], Schema]]),
    ...inside,
    ...items,
  ];
}

function at(json: Json, path: readonly string[]): Json {
  return path.reduce<Json>((value, key) => (key === '[]' ? value['0'] : value[key]) as Json, json);
}

const objects = objectsIn(schema);
const requiredKeys = objects.flatMap(([path, part]) =>
  (part.required ?? []).map((key) => [...path, key] as const),
);

it('takes a manifest as it is written', () => {
  validate(written());
  expect(validate.errors).toBeNull();
});

it.each(requiredKeys.map((path) => path.join('.')))('misses %s where it is not there', (joined) => {
  const path = joined.split('.');
  const manifest = written();
  Reflect.deleteProperty(at(manifest, path.slice(0, -1)), path.at(-1) ?? '');
  expect(validate(manifest)).toBe(false);
});

it.each(requiredKeys.map((path) => path.join('.')))('refuses a %s of another kind', (joined) => {
  const path = joined.split('.');
  const manifest = written();
  at(manifest, path.slice(0, -1))[path.at(-1) ?? ''] = 0.5;
  expect(validate(manifest)).toBe(false);
});

it('takes keys of later versions', () => {
  expect(validate({ ...written(), later: {} })).toBe(true);
});

describe('each part', () => {
  it('is described', () => {
    const undescribed = objects.flatMap(([path, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, part]) => (part.description ?? '') === '')
        .map(([key]) => [...path, key].join('.')),
    );
    expect(undescribed).toEqual([]);
    expect(objects.length).toBeGreaterThan(8);
  });

  it('has the keys of the TypeScript type, the optional ones not required', () => {
    const typed = typeKeys();
    expect(Object.fromEntries(objects.map(([path, part]) => [path.join('.'), keysOf(part)]))).toEqual(typed);
  });
});

function keysOf({ properties = {}, required = [] }: Schema): string[] {
  return Object.keys(properties)
    .map((key) => (required.includes(key) ? key : `${key}?`))
    .sort();
}

/** The keys of each object in BackupManifest, as the compiler sees it. */
function typeKeys(): Record<string, string[]> {
  const file = fileURLToPath(new URL('../../../src/core/backup/manifest.ts', import.meta.url));
  const program = ts.createProgram([file], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const declared = source?.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === 'BackupManifest',
  );
  if (declared === undefined) return expect.fail('BackupManifest is not in manifest.ts');
  const found: Record<string, string[]> = {};
  const walk = (type: ts.Type, path: readonly string[]): void => {
    const filled = checker.getNonNullableType(type);
    if (checker.isArrayType(filled)) {
      const [item] = checker.getTypeArguments(filled as ts.TypeReference);
      if (item !== undefined) walk(item, [...path, '[]']);
      return;
    }
    const isObject = (filled.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
    if (!isObject || checker.getIndexInfosOfType(filled).length > 0) return;
    const properties = filled.getProperties();
    found[path.join('.')] = properties
      .map((property) =>
        (property.flags & ts.SymbolFlags.Optional) === 0 ? property.name : `${property.name}?`,
      )
      .sort();
    for (const property of properties) walk(checker.getTypeOfSymbol(property), [...path, property.name]);
  };
  walk(checker.getTypeAtLocation(declared), []);
  return found;
}
