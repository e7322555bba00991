import type { BackupError } from '../errors';
import { isBinaryCopy } from './copyTarget';
import { findDatabaseMention, type DatabaseMention } from './databaseMention';
import { readMetaCommand } from './metaCommand';
import type { MetaCommandPiece, ScriptPiece, StatementPiece } from './scriptPiece';
import {
  binaryCopy,
  endsTooEarly,
  otherDatabase,
  unexpectedConnect,
  unexpectedMetaCommand,
  unsafeEncoding,
} from './scriptRefusals';
import { LONGEST_SETTING, readSessionSetting, type SessionSetting } from './sessionSetting';
import { byteString } from './bytes';
import type { SqlToken } from './statementTokens';
import { isUnsafeEncoding } from './textCoding';

/** What is to happen with a piece of a script, whoever restores it and wherever. */
export type Verdict =
  | { readonly kind: 'pass' }
  /** One of pg_dump's own meta-commands, which the restore replaces. */
  | { readonly kind: 'ownMetaCommand' }
  /** A statement that makes the database, which the restore does itself; `create` for CREATE DATABASE. */
  | { readonly kind: 'prologue'; readonly create: boolean }
  /** A statement that addresses the dumped database; `name` must become the target's. */
  | { readonly kind: 'addressesDatabase'; readonly name: SqlToken }
  | { readonly kind: 'setting'; readonly setting: SessionSetting }
  | { readonly kind: 'refuse'; readonly error: BackupError };

/** Judges the pieces of one script in their order. */
export interface ScriptJudge {
  judge(piece: ScriptPiece): Verdict;
  /** After the last piece: why the script is not complete, if it is not. */
  end(): { readonly line: number; readonly error: BackupError } | undefined;
}

const PASS: Verdict = { kind: 'pass' };
const OWN: Verdict = { kind: 'ownMetaCommand' };

/** Makes a judge for one script. */
export function createScriptJudge(): ScriptJudge {
  /** The dumped database's name, a byte string; known from the `-C` prologue. */
  let database: string | undefined;
  let created = false;
  let hasContent = false;
  /** A meta-command stands in the middle of a statement: none may. */
  let isCut = false;
  let openCopy: number | undefined;

  const refuse = (error: BackupError): Verdict => ({ kind: 'refuse', error });

  function judgeMetaCommand(piece: MetaCommandPiece): Verdict {
    const command = readMetaCommand(piece);
    if (isCut)
      return refuse(
        unexpectedMetaCommand(piece.line, command.kind === 'other' ? command.name : `\\${command.kind}`),
      );
    switch (command.kind) {
      case 'restrict':
      case 'unrestrict':
        return OWN;
      case 'encoding':
        if (created && !hasContent) return OWN;
        return refuse(unexpectedMetaCommand(piece.line, '\\encoding'));
      case 'connect':
        if (created && !hasContent && command.database === database) return OWN;
        return refuse(unexpectedConnect(piece.line));
      case 'other':
        return refuse(unexpectedMetaCommand(piece.line, command.name));
    }
  }

  function judgeMention({ action, name }: DatabaseMention, line: number): Verdict {
    if (name === undefined) return refuse(otherDatabase(line));
    const isPrologue = !created && !hasContent && action !== 'owner' && action !== 'change';
    if (isPrologue) {
      if (database !== undefined && database !== name.value) return refuse(otherDatabase(line));
      database = name.value;
      created = action === 'create';
      return { kind: 'prologue', create: created };
    }
    const isOurs = created && database === name.value && action !== 'create' && action !== 'drop';
    if (!isOurs) return refuse(otherDatabase(line));
    return action === 'owner' ? { kind: 'prologue', create: false } : { kind: 'addressesDatabase', name };
  }

  function judgeStatement(piece: StatementPiece): Verdict {
    const { bytes, keyword, line } = piece;
    isCut = piece.endedBy === 'metaCommand';
    if (isCut) return PASS;
    if (piece.endedBy === 'scriptEnd') return refuse(endsTooEarly(line));
    if (piece.startsCopy) {
      openCopy = line;
      if (isBinaryCopy(bytes)) return refuse(binaryCopy(line));
    }
    const maySet = keyword === 'set' || keyword === 'select' || keyword === 'reset';
    const setting =
      maySet && bytes.length <= LONGEST_SETTING ? readSessionSetting(byteString(bytes)) : undefined;
    if (setting) {
      const encoding = setting.name === 'client_encoding' ? setting.value : undefined;
      if (encoding !== undefined && isUnsafeEncoding(encoding)) return refuse(unsafeEncoding(line, encoding));
      return { kind: 'setting', setting };
    }
    const mention = findDatabaseMention(piece);
    if (mention) return judgeMention(mention, line);
    if (keyword !== 'set') hasContent = true;
    return PASS;
  }

  return {
    judge: (piece) => {
      if (piece.kind === 'statement') return judgeStatement(piece);
      if (piece.kind === 'copyEnd') openCopy = undefined;
      return piece.kind === 'metaCommand' ? judgeMetaCommand(piece) : PASS;
    },
    end: () => (openCopy === undefined ? undefined : { line: openCopy, error: endsTooEarly(openCopy) }),
  };
}
