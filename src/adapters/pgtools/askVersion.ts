import type { Cancellation } from '../../core/cancellation';
import { throwIfCancelled } from '../../core/cancellation';
import type { ToolName } from '../../core/commandLine';
import { text, type Text } from '../../core/text';
import { parseToolVersion, type ToolVersion } from '../../core/tools/toolVersion';
import { runTool } from './runTool';

/** How long a program may think about its version, in milliseconds. */
const patienceMs = 5000;
/** Bytes of an answer that are looked at. */
const longestAnswer = 4096;

/** What a program answered, or why it is of no use. */
export type VersionAnswer =
  | { readonly version: ToolVersion }
  /** `isLasting`: asking again would give the same. */
  | { readonly why: Text; readonly isLasting: boolean };

/**
 * Asks a program for its version.
 * @throws BackupError `cancelled`
 */
export async function askVersion(
  tool: ToolName,
  program: string,
  signal: Cancellation,
): Promise<VersionAnswer> {
  const patience = new AbortController();
  const giveUp = (): void => patience.abort();
  const timer = setTimeout(giveUp, patienceMs);
  signal.addEventListener('abort', giveUp);
  let answer = '';
  let complaint = '';
  try {
    const end = await runTool(
      program,
      { tool, args: ['--version'], env: {} },
      {
        onOutput: async (output) => {
          answer = await firstBytes(output);
        },
        onLine: (line) => {
          complaint ||= line;
        },
      },
      patience.signal,
    );
    throwIfCancelled(signal);
    if (end.cancelled) {
      return failing(text('no answer within {seconds} seconds', { seconds: patienceMs / 1000 }), false);
    }
    if (end.spawnError !== undefined) {
      return failing(text('cannot be started: {reason}', { reason: end.spawnError.code }), false);
    }
    const version = parseToolVersion(tool, answer);
    if (version !== undefined && end.exitCode === 0) return { version };
    return failing(
      end.exitCode === 0
        ? text('not this program of PostgreSQL: it answered “{answer}”', { answer: shown(answer) })
        : text('fails when asked for its version: {reason}', {
            reason: shown(complaint) || (end.signal ?? `${end.exitCode ?? ''}`),
          }),
      true,
    );
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

function failing(why: Text, isLasting: boolean): VersionAnswer {
  return { why, isLasting };
}

async function firstBytes(output: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of output) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= longestAnswer) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, longestAnswer));
}

/** What a strange program said, short and on one line. */
function shown(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 120);
}
