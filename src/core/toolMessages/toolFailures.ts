import { text } from '../text';
import type { FailureRule } from './failureRule';

/** A limit on the size of files: the tool says so, or the system ends it (SIGXFSZ). */
export const fileTooLarge = {
  code: 'file-too-large',
  what: text('The file grew larger than the file system or a limit allows.'),
  remedy: text(
    'Choose a folder on another file system, or the directory format, which makes one file per table.',
  ),
} as const;

const diskFull = {
  code: 'disk-full',
  what: text('The disk for the backup is full.'),
  remedy: text('Make room, or choose another folder; then start again.'),
} as const;

/**
 * What the tools say about a worker of theirs that is gone, and the pipes to it; also torn, inside another sentence.
 * Source: the messages of `src/bin/pg_dump/parallel.c`.
 */
export const workerNoise =
  /worker process|died unexpectedly|communication channel|received from (?:worker|leader|master)/;

/** The tool itself could not go on: its files, its options, its version. */
export const toolFailures: readonly FailureRule[] = [
  { ...diskFull, sentences: [/^could not .*: (?:No space left on device|Disk quota exceeded)$/] },
  { ...fileTooLarge, sentences: [/^could not .*: File too large$/] },
  {
    code: 'version-mismatch',
    sentences: [/^aborting because of server version mismatch$/],
    addition: /^server version: (?<server>[\w.]+).*; \w+ version: (?<client>[\w.]+)/,
    what: text('The server ({server}) is newer than the client tools ({client}), which refuse to read it.'),
    remedy: text('Install client tools of at least the version of the server.'),
  },
  {
    code: 'version-mismatch',
    sentences: [/^aborting because of server version mismatch$/],
    what: text('The server is newer than the client tools, which refuse to read it.'),
    remedy: text('Install client tools of at least the version of the server.'),
  },
  {
    code: 'unsupported-archive-version',
    sentences: [/^unsupported version \((?<version>[\d.]+)\) in file header$/],
    what: text('The backup has the archive version {version}, which this pg_restore cannot read.'),
    remedy: text('Use pg_restore of the version that made the backup, or a newer one.'),
  },
  {
    code: 'not-an-archive',
    sentences: [/^input file appears to be a text format dump\. Please use psql\.$/],
    what: text('The file is a plain SQL script, not an archive.'),
    remedy: text('Restore it as a plain backup.'),
  },
  {
    code: 'not-an-archive',
    sentences: [
      /^input file (?:does not appear to be a valid|is too short|appears to be).*$/,
      /^directory ".*" does not appear to be a valid archive/,
    ],
    what: text('The file is not an archive of pg_dump.'),
  },
  {
    code: 'archive-cut-off',
    sentences: [/^could not read from input file: end of file$/, /^unexpected end of file$/],
    what: text('The backup ends too early: part of the file is missing.'),
    remedy: text('Copy the file again from where it was made, or use another backup.'),
  },
  {
    code: 'damaged-archive',
    sentences: [
      /^(?<reason>could not (?:read from input file|uncompress data|find block ID).*)$/,
      /^(?<reason>(?:corrupt tar header|entry ID -?\d+ out of range|unrecognized data block type|sanity check on integer size|did not find magic string).*)$/,
    ],
    what: text('The backup cannot be read: {reason}'),
    remedy: text('Copy the file again from where it was made, or use another backup.'),
  },
  {
    code: 'unknown-option',
    sentences: [
      /^unrecognized option '(?<option>.+)'$/,
      /^invalid option -- '(?<option>.+)'$/,
      /^(?:option|options) (?<option>.+) (?:requires an argument|cannot be used together|doesn't allow an argument|is ambiguous.*)$/,
      /^too many command-line arguments \(first is (?<option>".*")\)$/,
    ],
    what: text('The client tool does not accept the option {option}.'),
    remedy: text('Look at the extra arguments, and at the version of the client tools.'),
  },
  {
    code: 'nothing-matches',
    sentences: [
      /^no matching (?<kind>tables|schemas|extensions|foreign servers) were found(?: for pattern (?<pattern>".*"))?$/,
    ],
    what: text('The database holds none of the tables, schemas or extensions that were named.'),
    remedy: text('Check the names; capitals count inside double quotes only.'),
  },
  {
    code: 'meta-command-refused',
    tools: ['psql'],
    sentences: [
      /^(?:invalid command (?<command>\\.*)|backslash commands are restricted; only \\unrestrict is allowed)$/,
    ],
    what: text('The script holds a command for psql itself, which was not run.'),
    remedy: text('Look at the script: a backup made by pg_dump holds no such command.'),
  },
  // Workers that fail at the same time tear each other's lines; any reason is better than a worker's death.
  { ...diskFull, sentences: [/No space left on device|Disk quota exceeded/] },
  { ...fileTooLarge, sentences: [/File too large/] },
  {
    code: 'worker-died',
    isLastResort: true,
    sentences: [/^(?:a worker process died unexpectedly|worker process failed: .*)$/],
    what: text('One of the parallel processes ended unexpectedly.'),
    remedy: text('Try again with one job; if that fails too, its message says more.'),
  },
  {
    code: 'interrupted',
    sentences: [/^terminated by user$/],
    what: text('The client tool was interrupted.'),
  },
];
