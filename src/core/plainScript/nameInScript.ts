import { sqlIdentifier, sqlLiteral } from '../sql';
import { takesUtf8 } from './textCoding';

/**
 * A name as SQL, an identifier or a literal, for a script with this client encoding. Where the script's bytes are
 * not UTF-8, characters beyond ASCII become Unicode escapes (U&), which the server turns into its own encoding.
 */
export function nameInScript(name: string, asLiteral: boolean, encoding: string | undefined): string {
  const beyondAscii = /[^\0-\x7f]/gu;
  if (!beyondAscii.test(name) || takesUtf8(encoding)) {
    return asLiteral ? sqlLiteral(name) : sqlIdentifier(name);
  }
  const escaped = name.replaceAll('\\', '\\\\').replace(beyondAscii, unicodeEscape);
  return asLiteral ? `U&'${escaped.replaceAll("'", "''")}'` : `U&${sqlIdentifier(escaped)}`;
}

function unicodeEscape(character: string): string {
  return `\\+${(character.codePointAt(0) ?? 0).toString(16).padStart(6, '0')}`;
}
