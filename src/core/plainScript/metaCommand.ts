import { byteString } from './bytes';
import type { MetaCommandPiece } from './scriptPiece';

/** A meta-command that pg_dump writes, or any other. Names are byte strings. */
export type MetaCommand =
  | { readonly kind: 'restrict' }
  | { readonly kind: 'unrestrict' }
  | { readonly kind: 'encoding' }
  | { readonly kind: 'connect'; readonly database: string }
  | { readonly kind: 'other'; readonly name: string };

const LONGEST = 1024;
const CONNECT = /^\\connect ([a-z_][a-z0-9_$]*|"(?:[^"`\n\r]|"")+")$/;
/** What appendPsqlMetaConnect of src/fe_utils/string_utils.c writes for a name that is not plain. */
const RECONNECT = /^\\connect -reuse-previous=on "((?:[^"`\n\r]|"")+)"$/;
const CONNECTION_STRING = /^dbname='((?:[^'\\]|\\['\\])*)'$/;
const PLAIN_NAME = /^dbname=([^\s'\\]+)$/;

/** Reads a meta-command strictly: only what pg_dump writes, letter by letter, is known. */
export function readMetaCommand(piece: MetaCommandPiece): MetaCommand {
  const line = byteString(piece.bytes, 0, Math.min(piece.bytes.length, LONGEST)).replace(/[ \t\r]+$/, '');
  const other = { kind: 'other', name: nameOf(line) } as const;
  if (piece.bytes.length > LONGEST) return other;
  if (/^\\restrict [A-Za-z0-9]+$/.test(line)) return { kind: 'restrict' };
  if (/^\\unrestrict [A-Za-z0-9]+$/.test(line)) return { kind: 'unrestrict' };
  if (line === '\\encoding SQL_ASCII') return { kind: 'encoding' };
  const argument = CONNECT.exec(line)?.[1];
  if (argument !== undefined) {
    const isQuoted = argument.startsWith('"');
    const database = isQuoted ? argument.slice(1, -1).replaceAll('""', '"') : argument;
    return { kind: 'connect', database };
  }
  const connection = RECONNECT.exec(line)?.[1]?.replaceAll('""', '"');
  if (connection === undefined) return other;
  const quoted = CONNECTION_STRING.exec(connection)?.[1]?.replace(/\\(.)/g, '$1');
  const database = quoted ?? PLAIN_NAME.exec(connection)?.[1];
  return database === undefined ? other : { kind: 'connect', database };
}

function nameOf(line: string): string {
  return /^\\(?:[A-Za-z_]+\+?|.)?/.exec(line)?.[0] ?? '\\';
}
