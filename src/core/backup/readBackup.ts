import type { ByteSource } from '../archive/byteSource';
import type { Damage } from '../archive/damage';
import { describeBackup } from '../archive/describeBackup';
import { recogniseBackup, type RecognisedBackup } from '../archive/recogniseBackup';
import { findStructuralDamage } from '../archive/structuralDamage';
import { readTableOfContents, type Archive } from '../archive/tableOfContents';
import { scanPlainScript, type PlainScriptSummary } from '../plainScript/scanPlainScript';
import { text } from '../text';
import type { OpenBackup } from './openBackup';
import type { DumpFormat } from './request';

/** A backup that is an archive, as far as its structure tells: the contents are listed, the data is not decoded. */
export interface ReadableArchive {
  readonly kind: 'archive';
  readonly format: Exclude<DumpFormat, 'plain'>;
  readonly archive: Archive;
  /** It was written to a pipe and does not say where its data is, so several jobs cannot read it. */
  readonly offsetsMissing: boolean;
  readonly damage: readonly Damage[];
}

/** A backup that is a plain script, read from its first to its last byte. */
export interface ReadableScript {
  readonly kind: 'script';
  readonly format: 'plain';
  readonly script: PlainScriptSummary;
  readonly damage: readonly Damage[];
}

/** What a file or folder turned out to be. */
export type ReadBackup =
  ReadableArchive | ReadableScript | { readonly kind: 'unreadable'; readonly damage: readonly Damage[] };

const headBytes = 64 * 1024;

/** Reads a backup's contents; what is wrong with it is a value. */
export async function readBackup(backup: OpenBackup): Promise<ReadBackup> {
  if (backup.kind === 'folder') {
    const { folder } = backup;
    if (!folder.files.has('toc.dat')) {
      return unreadable('not-an-archive', text('This folder is no directory backup: it holds no toc.dat.'));
    }
    return await folder.withFile('toc.dat', (contents) => readArchive('directory', contents, folder));
  }
  const { source } = backup;
  const recognised = recogniseBackup(await source.read(0, headBytes));
  switch (recognised.kind) {
    case 'custom-archive':
      return await readArchive('custom', source, source);
    case 'tar-archive':
      return await readArchive('tar', source, source);
    case 'directory-contents':
      return unreadable(
        'not-an-archive',
        text('This is the table of contents of a directory backup: name the folder that it is in.'),
      );
    case 'plain-script':
      return await readScript(backup.chunks());
    case 'compressed':
      return recognised.by === 'gzip' ? await readPacked(backup, recognised) : notAsItIs(recognised);
    default:
      return notAsItIs(recognised);
  }
}

async function readArchive(
  format: ReadableArchive['format'],
  contents: ByteSource,
  where: Parameters<typeof findStructuralDamage>[1],
): Promise<ReadBackup> {
  const read = await readTableOfContents(contents);
  if (!read.ok) return { kind: 'unreadable', damage: [read.damage] };
  const { damage, offsetsMissing } = await findStructuralDamage(read.archive, where);
  return { kind: 'archive', format, archive: read.archive, offsetsMissing, damage };
}

async function readPacked(
  backup: OpenBackup & { readonly kind: 'file' },
  packed: RecognisedBackup,
): Promise<ReadBackup> {
  for await (const first of backup.chunks()) {
    return recogniseBackup(first).kind === 'plain-script'
      ? await readScript(backup.chunks())
      : notAsItIs(packed);
  }
  return notAsItIs(packed);
}

async function readScript(chunks: AsyncIterable<Uint8Array>): Promise<ReadBackup> {
  const script = await scanPlainScript(chunks);
  const damage: Damage[] = script.isComplete
    ? []
    : [
        {
          kind: 'truncated',
          message: text(
            'The script does not end with “PostgreSQL database dump complete”: it was cut short, and how much is missing cannot be told.',
          ),
        },
      ];
  return { kind: 'script', format: 'plain', script, damage };
}

function notAsItIs(recognised: RecognisedBackup): ReadBackup {
  return unreadable('not-an-archive', describeBackup(recognised));
}

function unreadable(kind: Damage['kind'], message: Damage['message']): ReadBackup {
  return { kind: 'unreadable', damage: [{ kind, message }] };
}
