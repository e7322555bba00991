import { text, type Text } from '../text';

/**
 * A place in a statement that psql may read in another way than this reader, or than the server.
 * A crafted script could use it to hide a meta-command.
 * - `escapedQuote`: a backslash right before a quote in a literal without E: its end depends on
 *   standard_conforming_strings, which a function could have changed unseen;
 * - `hiddenBackslash`: backslashes between a byte above ASCII and a quote in a literal: in an encoding such as SJIS,
 *   which a function could have set unseen, the first of them belongs to a character;
 * - `continuedLiteral`: a literal with a prefix (E, U&, B, X) goes on after a newline: psql, which reads
 *   line by line, starts a new literal of another kind;
 * - `numberJunk`: letters right after a number and before a quote: psql 15 and 16 split them differently;
 * - `routineBody`: psql counts BEGIN and END in CREATE FUNCTION, and would send more than one statement;
 * - `variable`: psql would put the value of one of its variables here, or takes the name for a token of its own.
 */
export interface Hazard {
  readonly kind:
    'escapedQuote' | 'hiddenBackslash' | 'continuedLiteral' | 'numberJunk' | 'routineBody' | 'variable';
  readonly line: number;
}

/** Whether a psql in restricted mode is safe from it: meta-commands do nothing there, wherever they hide. */
export function isHarmlessWhenRestricted(hazard: Hazard): boolean {
  return hazard.kind !== 'routineBody' && hazard.kind !== 'variable';
}

/** What to tell the user. */
export function describeHazard(hazard: Hazard): Text {
  const { line } = hazard;
  switch (hazard.kind) {
    case 'escapedQuote':
      return text(
        'Line {line} of the script has a backslash right before a quote in a string literal without E. Depending on a setting, psql could read it in two ways.',
        { line },
      );
    case 'hiddenBackslash':
      return text(
        'Line {line} of the script has a backslash between a letter beyond ASCII and a quote. Depending on the client encoding, psql could read it in two ways.',
        { line },
      );
    case 'continuedLiteral':
      return text(
        'Line {line} of the script continues a string literal from the line before. psql and the server could read it in two ways.',
        { line },
      );
    case 'numberJunk':
      return text(
        'Line {line} of the script has letters and a quote right after a number. Different versions of psql read this in different ways.',
        { line },
      );
    case 'routineBody':
      return text(
        'Near line {line} of the script, psql could take a word of CREATE FUNCTION or CREATE PROCEDURE for the start of a BEGIN ATOMIC body and send several statements as one.',
        { line },
      );
    case 'variable':
      return text(
        'Line {line} of the script has a colon and a name, which psql reads as one of its variables. The SQL would change.',
        { line },
      );
  }
}
