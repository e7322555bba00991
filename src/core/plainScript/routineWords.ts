import { addHazard, type StatementState } from './statementState';

/** What a statement of a BEGIN ATOMIC body can start with, and END, which closes the body. */
const INNER_STATEMENTS: ReadonlySet<string> = new Set([
  'select',
  'insert',
  'update',
  'delete',
  'merge',
  'with',
  'values',
  'table',
  'return',
  'end',
]);

/** Whether the first words say CREATE [OR REPLACE] FUNCTION or PROCEDURE, the way psql tells. */
export function opensRoutine(words: readonly string[]): boolean {
  const at = words[1] === 'or' && words[2] === 'replace' ? 3 : 1;
  return words[0] === 'create' && (words[at] === 'function' || words[at] === 'procedure');
}

/**
 * Takes a word of CREATE FUNCTION or CREATE PROCEDURE outside parentheses. psql counts every BEGIN there as the
 * start of a body, also a function of that name, and then sends what follows together with it; the server would
 * run each of those statements. So anything that is no SQL-standard body is a hazard.
 */
export function takeRoutineWord(state: StatementState, word: string): void {
  if (state.expectsAtomic) {
    state.expectsAtomic = false;
    state.startsInnerStatement = true;
    if (word !== 'atomic') addHazard(state, 'routineBody');
    return;
  }
  if (state.startsInnerStatement) {
    state.startsInnerStatement = false;
    if (!INNER_STATEMENTS.has(word)) addHazard(state, 'routineBody');
  }
  if (word === 'begin') {
    if (state.beginDepth > 0) addHazard(state, 'routineBody');
    state.beginDepth++;
    state.expectsAtomic = true;
  } else if (word === 'case') {
    if (state.beginDepth > 0) state.beginDepth++;
  } else if (word === 'end' && state.beginDepth > 0) state.beginDepth--;
}
