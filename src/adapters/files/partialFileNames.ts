import { partialName } from '../../core/backup/fileNames';

/** Ending of the name of the note that tells which process writes a partial backup. */
export const partialOwnerEnding = '.partial.owner';

/** The hidden names of everything that belongs to a backup until it is whole. */
export function partialFileNames(name: string): {
  readonly backup: string;
  readonly manifest: string;
  readonly checksums: string;
  readonly owner: string;
} {
  const backup = partialName(name);
  return {
    backup,
    manifest: `${backup}.manifest`,
    checksums: `${backup}.checksums`,
    owner: `.${name}${partialOwnerEnding}`,
  };
}
