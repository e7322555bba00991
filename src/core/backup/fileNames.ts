import { BackupError } from '../errors';
import { text } from '../text';
import { cutToBytes } from '../utf8';
import type { Compression, DumpFormat } from './request';

export const defaultNamePattern = '{database}-{timestamp}';

/** The suffix by which each format is known; a directory backup has one of its own, since it is no file. */
export const formatSuffixes: Readonly<Record<DumpFormat, string>> = {
  custom: '.backup',
  directory: '.backupdir',
  tar: '.tar',
  plain: '.sql',
};

/** The suffix of a backup; a compressed plain script says so in its name. */
export function suffixFor(format: DumpFormat, compression: Compression): string {
  return format === 'plain' && compression.method === 'gzip' ? '.sql.gz' : formatSuffixes[format];
}

/** A moment as the wall clock shows it. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

interface NameParts {
  readonly database: string;
  readonly host: string;
  readonly clock: WallClock;
  readonly suffix: string;
}

/** Longest file name in bytes: file systems take 255, and the companions and the partial name need their share. */
const longestName = 200;

/**
 * The file name of a backup: the pattern's `{database}`, `{host}`, `{date}`, `{time}` and `{timestamp}` filled in,
 * safe on every file system, with the format's suffix.
 * @throws BackupError of kind `usage` for a pattern with a folder or an unknown placeholder
 */
export function backupFileName(pattern: string, parts: NameParts): string {
  checkNamePattern(pattern);
  const date = `${digits(parts.clock.year, 4)}-${digits(parts.clock.month)}-${digits(parts.clock.day)}`;
  const time = `${digits(parts.clock.hour)}${digits(parts.clock.minute)}${digits(parts.clock.second)}`;
  const values: Readonly<Record<string, string>> = {
    database: parts.database,
    host: parts.host,
    date,
    time,
    timestamp: `${date}-${time}`,
  };
  const filled = pattern.replace(placeholders, (placeholder, name: string) => values[name] ?? placeholder);
  const stem = filled.endsWith(parts.suffix) ? filled.slice(0, -parts.suffix.length) : filled;
  return cutToBytes(safeStem(stem), longestName - parts.suffix.length) + parts.suffix;
}

const placeholders = /\{(\w*)\}/g;
const knownPlaceholders: ReadonlySet<string> = new Set(['database', 'host', 'date', 'time', 'timestamp']);

/** @throws BackupError of kind `usage` for a pattern with a folder or an unknown placeholder */
export function checkNamePattern(pattern: string): void {
  if (/[/\\]/.test(pattern)) {
    throw new BackupError({
      kind: 'usage',
      code: 'name-holds-folder',
      what: text('The name pattern “{pattern}” holds a folder.', { pattern }),
      remedy: text('Give the folder apart from the name.'),
    });
  }
  for (const [placeholder, name = ''] of pattern.matchAll(placeholders)) {
    if (knownPlaceholders.has(name)) continue;
    throw new BackupError({
      kind: 'usage',
      code: 'name-placeholder-unknown',
      what: text('The name pattern has the unknown placeholder {placeholder}.', { placeholder }),
      remedy: text('Known are {known}.', {
        known: [...knownPlaceholders].map((known) => `{${known}}`).join(' '),
      }),
    });
  }
}

function digits(number: number, length = 2): string {
  return String(number).padStart(length, '0');
}

/**
 * Names that Windows keeps for devices, whatever their ending.
 * Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i;

/** Replaces what a file system, a shell or a checksum file would stumble over, and what turns the order of letters. */
function safeStem(stem: string): string {
  const safe = stem
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex -- control characters are what this removes
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g, '_')
    .replace(/\p{Surrogate}/gu, '_')
    .replace(/[. ]+$/u, (end) => '_'.repeat(end.length))
    .replace(/^[\s.~-]+/u, (start) => '_'.repeat(start.length));
  return safe === '' || deviceName.test(safe) ? `_${safe}` : safe;
}

/** The name with a counter before its suffix: the second backup of a name gets `-2`. */
export function numberedName(name: string, suffix: string, number: number): string {
  return number === 1 ? name : `${name.slice(0, -suffix.length)}-${number}${suffix}`;
}

/** The names that belong to a backup, each beside it. */
export function companionNames(name: string, format: DumpFormat): { manifest: string; checksums: string } {
  return {
    manifest: `${name}.manifest.json`,
    checksums: format === 'directory' ? `${name}.SHA256SUMS` : `${name}.sha256`,
  };
}

/** The name under which a backup is written until it is whole. */
export function partialName(name: string): string {
  return `.${name}.partial`;
}

/**
 * Whether two names are one on a file system that folds case or composes accents, as those of Windows and macOS do.
 */
export function sameName(a: string, b: string): boolean {
  return foldedName(a) === foldedName(b);
}

/** The form in which names are compared; by way of capitals, since some file systems take “ß” for “ss”. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
