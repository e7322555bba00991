import { databaseFacts } from './databaseFacts';
import type { Entry } from './entry';
import {
  finishedStatement,
  readStatement,
  takeInteger,
  takeList,
  takeLiteral,
  takeName,
  takeReplacedLiteral,
  takeReplacedName,
  takeSymbol,
  takeWords,
  type StatementReader,
} from './statementPattern';
import { sqlStatements } from './sqlStatements';
import type { SqlToken } from './sqlTokens';
import type { Archive } from './tableOfContents';

/** A statement about the database itself. One that is `unrecognised` must not be executed. */
export interface DatabasePropertyStatement {
  readonly kind:
    'setting' | 'connection-limit' | 'comment' | 'privilege' | 'template' | 'security-label' | 'unrecognised';
  /** Addresses the target, in canonical form; as the archive has it where `unrecognised`. */
  readonly sql: string;
}

/**
 * What a restore without pg_restore's -C leaves out: settings, connection limit, comment, rights and labels of the
 * database, one statement each, addressed to `targetName`. A statement of any other shape, or about another database,
 * is `unrecognised`: an archive may be made to harm.
 */
export function databasePropertyStatements(
  archive: Archive,
  targetName: string,
): DatabasePropertyStatement[] {
  const sourceName = databaseFacts(archive)?.name ?? archive.databaseName;
  const conforming = archive.standardConformingStrings ?? true;
  return archive.entries
    .filter(isAboutTheDatabase)
    .flatMap((entry) => sqlStatements(entry.definition, conforming))
    .map(({ tokens, sql }) => recognise(tokens, sourceName, targetName) ?? { kind: 'unrecognised', sql });
}

/** Comments, rights and labels are named after what they are about: `DATABASE x`. */
function isAboutTheDatabase(entry: Entry): boolean {
  if (entry.type === 'DATABASE PROPERTIES') return true;
  const isAttached = entry.type === 'COMMENT' || entry.type === 'ACL' || entry.type === 'SECURITY LABEL';
  if (!isAttached || entry.schema !== undefined) return false;
  return entry.tag.startsWith('DATABASE ') || /^\s*COMMENT ON DATABASE\s/.test(entry.definition);
}

type Shape = (reader: StatementReader, source: string, target: string) => boolean;

/** The statements that pg_dump's dumpDatabase writes (PostgreSQL, src/bin/pg_dump/pg_dump.c). */
const shapes: readonly (readonly [DatabasePropertyStatement['kind'], Shape])[] = [
  ['setting', (r, source, target) => takeAlterDatabase(r, source, target) && takeSetting(r)],
  [
    'setting',
    (r, source, target) =>
      takeWords(r, 'alter', 'role') &&
      takeName(r) &&
      takeWords(r, 'in', 'database') &&
      takeReplacedName(r, source, target) &&
      takeSetting(r),
  ],
  [
    'connection-limit',
    (r, source, target) =>
      takeAlterDatabase(r, source, target) &&
      takeWords(r, 'connection', 'limit') &&
      takeSymbol(r, '=') &&
      takeInteger(r),
  ],
  [
    'template',
    (r, source, target) =>
      takeAlterDatabase(r, source, target) &&
      takeWords(r, 'is_template') &&
      takeSymbol(r, '=') &&
      takeWords(r, 'true'),
  ],
  [
    'template',
    (r, source, target) =>
      takeWords(r, 'update', 'pg_catalog') &&
      takeSymbol(r, '.') &&
      takeWords(r, 'pg_database', 'set', 'datistemplate') &&
      takeSymbol(r, '=') &&
      takeWords(r, 'true', 'where', 'datname') &&
      takeSymbol(r, '=') &&
      takeReplacedLiteral(r, source, target),
  ],
  [
    'comment',
    (r, source, target) =>
      takeWords(r, 'comment', 'on', 'database') &&
      takeReplacedName(r, source, target) &&
      takeWords(r, 'is') &&
      takeLiteral(r),
  ],
  [
    'security-label',
    (r, source, target) =>
      takeWords(r, 'security', 'label', 'for') &&
      takeName(r) &&
      takeWords(r, 'on', 'database') &&
      takeReplacedName(r, source, target) &&
      takeWords(r, 'is') &&
      takeLiteral(r),
  ],
  ['privilege', takeGrant],
  ['privilege', takeRevoke],
];

function recognise(
  tokens: readonly SqlToken[],
  source: string,
  target: string,
): DatabasePropertyStatement | undefined {
  for (const [kind, shape] of shapes) {
    const reader = readStatement(tokens);
    const sql = shape(reader, source, target) ? finishedStatement(reader) : undefined;
    if (sql !== undefined) return { kind, sql };
  }
  return undefined;
}

function takeAlterDatabase(reader: StatementReader, source: string, target: string): boolean {
  return takeWords(reader, 'alter', 'database') && takeReplacedName(reader, source, target);
}

function takeSetting(reader: StatementReader): boolean {
  if (!takeWords(reader, 'set') || !takeName(reader)) return false;
  if (!takeWords(reader, 'to') && !takeSymbol(reader, '=')) return false;
  return takeList(reader, () => takeLiteral(reader) || takeInteger(reader) || takeName(reader));
}

function takeGrant(reader: StatementReader, source: string, target: string): boolean {
  if (!takeWords(reader, 'grant') || !takePrivileges(reader, source, target)) return false;
  if (!takeWords(reader, 'to') || !takeList(reader, () => takeName(reader))) return false;
  takeWords(reader, 'with', 'grant', 'option');
  return true;
}

function takeRevoke(reader: StatementReader, source: string, target: string): boolean {
  if (!takeWords(reader, 'revoke')) return false;
  takeWords(reader, 'grant', 'option', 'for');
  if (!takePrivileges(reader, source, target)) return false;
  if (!takeWords(reader, 'from') || !takeList(reader, () => takeName(reader))) return false;
  takeWords(reader, 'cascade');
  return true;
}

/** `ALL`, or a list of the privileges a database has, and `ON DATABASE`. */
function takePrivileges(reader: StatementReader, source: string, target: string): boolean {
  const privileges = ['create', 'connect', 'temporary', 'temp'];
  const taken = takeWords(reader, 'all')
    ? takeWords(reader, 'privileges') || true
    : takeList(reader, () => privileges.some((privilege) => takeWords(reader, privilege)));
  return taken && takeWords(reader, 'on', 'database') && takeReplacedName(reader, source, target);
}
