import { text, type Text } from '../text';
import { LF, countNewlines } from './bytes';
import { reasonToDrop, reasonToDropSetting, type DropOptions } from './droppedStatement';
import { isHarmlessWhenRestricted } from './hazard';
import { lexPlainScript } from './lexPlainScript';
import { createByteRuns } from './byteRuns';
import { createScriptJudge, type Verdict } from './scriptJudge';
import type { ScriptPiece, StatementPiece } from './scriptPiece';
import { hazardous } from './scriptRefusals';
import type { SqlToken } from './statementTokens';
import { decodeText, encodeUtf8 } from './textCoding';
import { nameInScript } from './nameInScript';

/** How a plain script is to be restored. */
export interface FilterOptions extends DropOptions {
  /** The database that the script is restored into. */
  readonly database: string;
  /** Whether psql runs the script in restricted mode (`\restrict`), where meta-commands do nothing. */
  readonly psqlKnowsRestrict: boolean;
}

/** A statement that was left out of the script. */
export interface DroppedStatement {
  readonly line: number;
  /** Its first 200 characters. */
  readonly statement: string;
  readonly why: Text;
}

const SHOWN = 200;
const MADE_HERE = text('The database is created by the restore itself.');

/**
 * Gives the bytes of a plain script to feed to psql. pg_dump's own `\restrict` and `\unrestrict` and the `-C`
 * prologue are left out, and so are the statements that `options` tells; each statement left out is told to
 * `onDropped`. Statements that address the dumped database by its name address `options.database` instead.
 * Anything else passes byte for byte, and newlines stand for what is left out, so line numbers stay as they are.
 * The last byte is a newline.
 *
 * Throws a `refused` BackupError, before the statement in question is given, for any other meta-command, for
 * a statement that addresses another database, for a script that ends too early, and for one that psql could
 * read in another way than this reader.
 */
export async function* filterPlainScript(
  chunks: AsyncIterable<Uint8Array>,
  options: FilterOptions,
  onDropped: (dropped: DroppedStatement) => void,
): AsyncGenerator<Uint8Array> {
  const judge = createScriptJudge();
  const runs = createByteRuns();
  let encoding: string | undefined;
  let isFirst = true;
  let isStart = true;

  function leaveOut(piece: ScriptPiece): void {
    const newlines = countNewlines(piece.bytes);
    if (newlines > 0) runs.add(new Uint8Array(newlines).fill(LF));
  }

  function drop(piece: StatementPiece, why: Text): void {
    const shown = decodeText(piece.bytes.subarray(0, SHOWN * 4), encoding);
    onDropped({ line: piece.line, statement: shown.slice(0, SHOWN), why });
    leaveOut(piece);
  }

  function takeStatement(piece: StatementPiece, verdict: Verdict): void {
    // The meta-command that cuts it off is refused next: psql gets nothing of it.
    if (piece.endedBy === 'metaCommand') return;
    for (const hazard of piece.hazards) {
      if (!options.psqlKnowsRestrict || !isHarmlessWhenRestricted(hazard)) throw hazardous(hazard);
    }
    const why = reasonToLeaveOut(piece, verdict);
    if (why) drop(piece, why);
    else if (verdict.kind === 'addressesDatabase') addReadressed(piece, verdict.name);
    else {
      runs.add(piece.bytes);
      if (verdict.kind !== 'setting') isFirst &&= piece.keyword === 'set';
    }
  }

  function reasonToLeaveOut(piece: StatementPiece, verdict: Verdict): Text | undefined {
    if (verdict.kind === 'prologue') return MADE_HERE;
    if (verdict.kind !== 'setting') return reasonToDrop(piece, isFirst, options);
    const { setting } = verdict;
    if (setting.name === 'client_encoding') encoding = setting.value;
    return piece.keyword === 'set' ? reasonToDropSetting(setting, options) : undefined;
  }

  function addReadressed({ bytes }: StatementPiece, name: SqlToken): void {
    runs.add(bytes.subarray(0, name.from));
    runs.add(encodeUtf8(nameInScript(options.database, name.kind === 'literal', encoding)));
    runs.add(bytes.subarray(name.to));
  }

  for await (const pieces of lexPlainScript(chunks)) {
    for (const piece of pieces) {
      const verdict = judge.judge(piece);
      if (verdict.kind === 'refuse') throw verdict.error;
      if (piece.kind === 'statement') takeStatement(piece, verdict);
      else if (piece.kind === 'metaCommand') leaveOut(piece);
      else if (!isStart || piece.bytes[0] !== BYTE_ORDER_MARK) runs.add(piece.bytes);
      isStart = false;
    }
    yield* runs.take();
  }
  const incomplete = judge.end();
  if (incomplete) throw incomplete.error;
  if (!runs.endsLine()) yield Uint8Array.of(LF);
}

/** The first byte of a UTF-8 byte-order mark, which psql knows only on its first line. */
const BYTE_ORDER_MARK = 0xef;
