import { readFileSync } from 'node:fs';
import { createScriptLexer } from '../../../src/core/plainScript/scriptLexer';
import type { ScriptPiece } from '../../../src/core/plainScript/scriptPiece';
import {
  filterPlainScript,
  type DroppedStatement,
  type FilterOptions,
} from '../../../src/core/plainScript/filterPlainScript';

/** The bytes of a fixture. */
export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/plain/${name}`, import.meta.url));
}

/** Bytes or text as a stream of chunks of this size. */
export async function* chunksOf(script: string | Uint8Array, size = 65536): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(script);
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

/** All pieces of a script, COPY data of one COPY as one piece. */
export function piecesOf(script: string | Uint8Array, size = 65536): ScriptPiece[] {
  const bytes = Buffer.from(script);
  const lexer = createScriptLexer();
  const pieces: ScriptPiece[] = [];
  const add = (piece: ScriptPiece): void => {
    const last = pieces.at(-1);
    if (piece.kind === 'copyData' && last?.kind === 'copyData') {
      const joined = Buffer.concat([last.bytes, piece.bytes]);
      pieces[pieces.length - 1] = { ...last, bytes: joined, rows: last.rows + piece.rows };
    } else pieces.push(piece);
  };
  for (let at = 0; at < bytes.length; at += size) {
    lexer.push(bytes.subarray(at, at + size)).forEach(add);
  }
  lexer.end().forEach(add);
  return pieces;
}

/** Bytes as text. */
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The pieces but white space, as `kind line text`. */
export function outline(script: string): string[] {
  return piecesOf(script)
    .filter((piece) => piece.kind !== 'whitespace')
    .map((piece) => `${piece.kind} ${piece.line} ${textOf(piece.bytes)}`);
}

/** The first statement's hazards. */
export function hazardsOf(script: string): string[] {
  return piecesOf(script).flatMap((piece) =>
    piece.kind === 'statement' ? piece.hazards.map((hazard) => hazard.kind) : [],
  );
}

const OPTIONS: FilterOptions = {
  database: 'target',
  noOwner: false,
  noPrivileges: false,
  knowsParameter: () => true,
  mayCommentOnExtension: true,
  ownsPublicSchema: true,
  targetIsEmpty: true,
  psqlKnowsRestrict: true,
};

/** The filtered script and what was left out. */
export async function filtered(
  script: string | Uint8Array,
  options: Partial<FilterOptions> = {},
  size?: number,
): Promise<{ output: string; bytes: Buffer; dropped: DroppedStatement[] }> {
  const dropped: DroppedStatement[] = [];
  const parts: Uint8Array[] = [];
  const stream = filterPlainScript(chunksOf(script, size), { ...OPTIONS, ...options }, (one) =>
    dropped.push(one),
  );
  for await (const part of stream) parts.push(part);
  const bytes = Buffer.concat(parts);
  return { output: bytes.toString('utf8'), bytes, dropped };
}
