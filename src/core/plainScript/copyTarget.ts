import { decodeText } from './textCoding';
import { bytesOfByteString } from './bytes';
import { firstTokens, isWord, tokensOf } from './statementTokens';

/** The table that rows go into. */
export interface CopyTarget {
  /** Undefined where the script names none. */
  readonly schema: string | undefined;
  readonly name: string;
}

/** Reads the table of a COPY statement; names as they are in the catalog, decoded from `encoding`. */
export function readCopyTarget(statement: Uint8Array, encoding: string | undefined): CopyTarget {
  const [, first, dot, second] = firstTokens(statement, 4);
  const decode = (value: string): string => decodeText(bytesOfByteString(value), encoding);
  if (isWord(dot, '.') && second) return { schema: decode(first?.value ?? ''), name: decode(second.value) };
  return { schema: undefined, name: decode(first?.value ?? '') };
}

/** Whether a COPY statement asks for binary rows, in the old or the new syntax. */
export function isBinaryCopy(statement: Uint8Array): boolean {
  let behindSource = false;
  let index = 0;
  for (const token of tokensOf(statement)) {
    const isSource = token.kind === 'word' && (token.value === 'stdin' || token.value === 'stdout');
    if (isSource) behindSource = true;
    const isBinary = token.value.toLowerCase() === 'binary';
    if (isBinary && (behindSource || (index === 1 && token.kind === 'word'))) return true;
    index++;
  }
  return false;
}
