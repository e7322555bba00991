import type { Hazard } from './hazard';

/** What the reader is inside of, within a statement. */
export type Inside = 'code' | 'quoted' | 'dollarQuoted' | 'lineComment' | 'blockComment';

/** How a quoted text ends and what a backslash means in it. */
export interface QuoteKind {
  /** The byte that ends it. */
  readonly close: number;
  /** Whether a backslash takes the next byte with it. */
  readonly escapes: boolean;
  /** Whether two closing bytes stand for one. */
  readonly doubles: boolean;
  /** Whether standard_conforming_strings has no say in it: a literal with a prefix (E, U&, B, X), an identifier. */
  readonly fixed: boolean;
}

/** Where the reader stands in a statement; kept from one chunk of the script to the next. */
export interface StatementState {
  inside: Inside;
  quote: QuoteKind;
  /** Whether an odd number of backslashes stands right before the current position of a quoted text. */
  oddBackslashes: boolean;
  /** 1 right after a byte above ASCII in a quoted text, 2 after backslashes that follow one, else 0. */
  backslashRun: 0 | 1 | 2;
  /** The delimiter of the dollar-quoted text with both dollar signs, as a byte string. */
  dollarTag: string;
  commentDepth: number;
  parenDepth: number;
  /** As psql counts it: BEGIN and CASE up, END down, in CREATE FUNCTION and CREATE PROCEDURE. */
  beginDepth: number;
  /** How many unquoted words came so far. */
  words: number;
  /** The first word in lower case. */
  keyword: string;
  /** The first four words, as far as they matter to know a CREATE FUNCTION. */
  opening: string[];
  isRoutine: boolean;
  /** The next word must be ATOMIC, as the word before was BEGIN. */
  expectsAtomic: boolean;
  /** The next word starts a statement of a BEGIN ATOMIC body. */
  startsInnerStatement: boolean;
  /** The word before was FROM, outside parentheses, in COPY. */
  afterFrom: boolean;
  startsCopy: boolean;
  /** The literal that just ended, until another token comes: a literal after a newline may continue it. */
  endedLiteral: QuoteKind | undefined;
  newlineSinceLiteral: boolean;
  returnSinceLiteral: boolean;
  hazards: Hazard[];
  /** The line of the current position, from 1. */
  line: number;
  standardStrings: boolean;
  /** What holds from the next line on: psql looks at the setting once a line. */
  standardStringsNextLine: boolean;
}

export const STANDARD_LITERAL: QuoteKind = { close: 0x27, escapes: false, doubles: true, fixed: false };
export const BACKSLASH_LITERAL: QuoteKind = { close: 0x27, escapes: true, doubles: true, fixed: false };
export const ESCAPE_LITERAL: QuoteKind = { close: 0x27, escapes: true, doubles: true, fixed: true };
export const UNICODE_LITERAL: QuoteKind = { close: 0x27, escapes: false, doubles: true, fixed: true };
export const BIT_LITERAL: QuoteKind = { close: 0x27, escapes: false, doubles: false, fixed: true };
export const QUOTED_IDENTIFIER: QuoteKind = { close: 0x22, escapes: false, doubles: true, fixed: true };

/** The state at the start of a script. */
export function newStatementState(): StatementState {
  return {
    inside: 'code',
    quote: STANDARD_LITERAL,
    oddBackslashes: false,
    backslashRun: 0,
    dollarTag: '',
    commentDepth: 0,
    parenDepth: 0,
    beginDepth: 0,
    words: 0,
    keyword: '',
    opening: [],
    isRoutine: false,
    expectsAtomic: false,
    startsInnerStatement: false,
    afterFrom: false,
    startsCopy: false,
    endedLiteral: undefined,
    newlineSinceLiteral: false,
    returnSinceLiteral: false,
    hazards: [],
    line: 1,
    standardStrings: true,
    standardStringsNextLine: true,
  };
}

const NO_HAZARDS: Hazard[] = [];

/** Gets ready for the next statement; what belongs to the session or the script stays. */
export function startStatement(state: StatementState): void {
  state.inside = 'code';
  state.parenDepth = 0;
  state.beginDepth = 0;
  state.words = 0;
  state.keyword = '';
  state.isRoutine = false;
  state.expectsAtomic = false;
  state.startsInnerStatement = false;
  state.afterFrom = false;
  state.startsCopy = false;
  state.endedLiteral = undefined;
  if (state.opening.length > 0) state.opening = [];
  state.hazards = NO_HAZARDS;
}

/** Notes a place that can be read in two ways, once per kind and statement. */
export function addHazard(state: StatementState, kind: Hazard['kind']): void {
  if (state.hazards.some((known) => known.kind === kind)) return;
  state.hazards = [...state.hazards, { kind, line: state.line }];
}

/** Goes to the next line. */
export function passNewline(state: StatementState): void {
  state.line++;
  state.standardStrings = state.standardStringsNextLine;
}

/** Whether the reader stands in SQL proper. */
export function isInCode(state: StatementState): boolean {
  return state.inside === 'code';
}
