import { createScriptLexer } from './scriptLexer';
import type { ScriptPiece } from './scriptPiece';

/**
 * Reads a plain script of pg_dump the way psql does (psqlscan.l and the main loop of PostgreSQL 14 to 18) and gives
 * its pieces, a batch for each chunk. The pieces refer to the memory of the chunks: do not write into a chunk again.
 * Throws a `refused` error for a script that cannot be read safely: a NUL byte, a statement over 64 MiB,
 * text after `COPY ... FROM stdin;` on its line.
 */
export async function* lexPlainScript(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly ScriptPiece[]> {
  const lexer = createScriptLexer();
  for await (const chunk of chunks) {
    const pieces = lexer.push(chunk);
    if (pieces.length > 0) yield pieces;
  }
  const last = lexer.end();
  if (last.length > 0) yield last;
}
