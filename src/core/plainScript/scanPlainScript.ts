import type { BackupError } from '../errors';
import type { Text } from '../text';
import { byteString, bytesOfByteString } from './bytes';
import { readCopyTarget, type CopyTarget } from './copyTarget';
import { readCreateDatabase, readDatabaseOwner, type DumpedDatabase } from './createDatabase';
import { isHarmlessWhenRestricted } from './hazard';
import { lexPlainScript } from './lexPlainScript';
import { createScriptJudge, type Verdict } from './scriptJudge';
import { readMetaCommand } from './metaCommand';
import type { ScriptPiece, StatementPiece } from './scriptPiece';
import { hazardous } from './scriptRefusals';
import { holdsContent } from './statementContent';
import { readCreatedObject } from './createdObject';
import { decodeText } from './textCoding';

/** A place for which the script is refused. */
export interface ScriptProblem {
  readonly line: number;
  readonly what: Text;
}

/** The rows of one COPY. */
export interface CopiedTable extends CopyTarget {
  readonly rows: number;
}

/** What a plain script holds. Bytes beyond the script's encoding read as replacement characters. */
export interface PlainScriptSummary {
  /** Whether `PostgreSQL database dump complete` ends it: without it, part of the dump is missing. */
  readonly isComplete: boolean;
  /** Whether pg_dumpall wrote it. */
  readonly isClusterDump: boolean;
  readonly serverVersion: string | undefined;
  readonly pgDumpVersion: string | undefined;
  /** As the script sets it. */
  readonly clientEncoding: string | undefined;
  /** How many statements create or fill something; 0 for a dump of nothing. */
  readonly contentStatements: number;
  /** In the order of the script. */
  readonly copies: readonly CopiedTable[];
  /** From the prologue of a dump made with -C. */
  readonly database: DumpedDatabase | undefined;
  readonly extensions: readonly string[];
  /** Why no psql may run it; the first 20. */
  readonly problems: readonly ScriptProblem[];
  /** Why a psql without restricted mode may not run it; the first 20. */
  readonly problemsWithoutRestrict: readonly ScriptProblem[];
}

const MOST_PROBLEMS = 20;
const DUMP_COMPLETE = '-- PostgreSQL database dump complete';
const CLUSTER_DUMP = '-- PostgreSQL database cluster dump';
const VERSION = /^-- Dumped (from database|by pg_dump) version (.+)$/;
const LONGEST_NOTE = 1024;

/**
 * Reads a plain script once, from its first to its last byte. Throws a `refused` BackupError where it cannot be
 * read at all (see `lexPlainScript`); anything else that forbids a restore is in the summary.
 */
export async function scanPlainScript(chunks: AsyncIterable<Uint8Array>): Promise<PlainScriptSummary> {
  const judge = createScriptJudge();
  const copies: (CopyTarget & { rows: number })[] = [];
  const extensions: string[] = [];
  const problems: ScriptProblem[] = [];
  const problemsWithoutRestrict: ScriptProblem[] = [];
  const versions = new Map<string, string>();
  let isComplete = false;
  let isClusterDump = false;
  let clientEncoding: string | undefined;
  let contentStatements = 0;
  let database: DumpedDatabase | undefined;

  const decode = (value: string): string => decodeText(bytesOfByteString(value), clientEncoding);

  function addProblem(list: ScriptProblem[], line: number, error: BackupError): void {
    if (list.length < MOST_PROBLEMS) list.push({ line, what: error.what });
  }

  function takeStatement(piece: StatementPiece, verdict: Verdict): void {
    for (const hazard of piece.hazards) {
      const list = isHarmlessWhenRestricted(hazard) ? problemsWithoutRestrict : problems;
      addProblem(list, hazard.line, hazardous(hazard));
    }
    if (verdict.kind === 'setting' && verdict.setting.name === 'client_encoding') {
      clientEncoding = verdict.setting.value;
    }
    if (verdict.kind === 'prologue') {
      if (verdict.create) database = readCreateDatabase(piece.bytes, decode);
      else if (database) database = { ...database, owner: readDatabaseOwner(piece.bytes, decode) };
    }
    if (verdict.kind === 'pass' && holdsContent(piece)) contentStatements++;
    if (piece.startsCopy) copies.push({ ...readCopyTarget(piece.bytes, clientEncoding), rows: 0 });
    if (piece.keyword !== 'create') return;
    const created = readCreatedObject(piece.bytes);
    if (created.kind === 'extension') extensions.push(decode(created.name?.value ?? ''));
  }

  function takeComment(comment: string): void {
    if (comment === DUMP_COMPLETE) isComplete = true;
    if (comment === CLUSTER_DUMP) isClusterDump = true;
    const version = VERSION.exec(comment);
    if (version && contentStatements === 0 && !versions.has(version[1] ?? '')) {
      versions.set(version[1] ?? '', decode(version[2] ?? '').trim());
    }
  }

  function take(piece: ScriptPiece): void {
    const verdict = judge.judge(piece);
    if (verdict.kind === 'refuse') addProblem(problems, piece.line, verdict.error);
    switch (piece.kind) {
      case 'whitespace':
        break;
      case 'comment':
        if (piece.bytes.length < LONGEST_NOTE) takeComment(byteString(piece.bytes));
        break;
      case 'metaCommand':
        if (readMetaCommand(piece).kind !== 'unrestrict') isComplete = false;
        break;
      case 'statement':
        isComplete = false;
        takeStatement(piece, verdict);
        break;
      case 'copyData': {
        isComplete = false;
        const copy = copies.at(-1);
        if (copy) copy.rows += piece.rows;
        break;
      }
      case 'copyEnd':
        isComplete = false;
    }
  }

  for await (const pieces of lexPlainScript(chunks)) for (const piece of pieces) take(piece);
  const incomplete = judge.end();
  if (incomplete) addProblem(problems, incomplete.line, incomplete.error);
  return {
    isComplete,
    isClusterDump,
    serverVersion: versions.get('from database'),
    pgDumpVersion: versions.get('by pg_dump'),
    clientEncoding,
    contentStatements,
    copies,
    database,
    extensions,
    problems,
    problemsWithoutRestrict,
  };
}
