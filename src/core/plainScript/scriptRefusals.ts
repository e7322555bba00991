import { BackupError } from '../errors';
import { text, type Text } from '../text';
import { describeHazard, isHarmlessWhenRestricted, type Hazard } from './hazard';

/** A plain script that cannot be restored, and what to do about it. */
export function refusedScript(code: string, what: Text, remedy: Text): BackupError {
  return new BackupError({ kind: 'refused', code: `plain-script-${code}`, what, remedy });
}

const DUMP_AGAIN = text('Make the backup again, with pg_dump.');

/** A statement, comment or meta-command that is longer than this reader keeps in memory. */
export function tooLong(line: number, bytes: number): BackupError {
  return refusedScript(
    'too-long',
    text('What starts at line {line} of the script is longer than {megabytes} MB without an end.', {
      line,
      megabytes: Math.floor(bytes / 1048576),
    }),
    text('The script may be damaged. If it is not, make the backup again in the custom format.'),
  );
}

/** A NUL byte: psql stops reading the line there, so it would see another script. */
export function nulByte(line: number): BackupError {
  return refusedScript(
    'nul-byte',
    text('Line {line} of the script holds a NUL byte. A script of pg_dump has none.', { line }),
    text(
      'The file is damaged, is no script, or was saved as UTF-16 (PowerShell does that). Make the backup again, and let pg_dump write the file itself.',
    ),
  );
}

/** Something after `COPY … FROM stdin;` on its line: psql would run it after the rows. */
export function textAfterCopy(line: number): BackupError {
  return refusedScript(
    'text-after-copy',
    text('Line {line} of the script goes on after COPY ... FROM stdin; pg_dump never writes that.', {
      line,
    }),
    DUMP_AGAIN,
  );
}

/** The script ends inside of a statement or of COPY data. */
export function endsTooEarly(line: number): BackupError {
  return refusedScript(
    'incomplete',
    text('The script ends in the middle of what starts at line {line}. It is not complete.', { line }),
    DUMP_AGAIN,
  );
}

/** A meta-command that pg_dump does not write, or not here. */
export function unexpectedMetaCommand(line: number, name: string): BackupError {
  return refusedScript(
    'meta-command',
    text(
      'Line {line} of the script holds the psql command {name}, which a backup does not need here. It could run a program or reach another database.',
      { line, name },
    ),
    text('Do not restore this script, unless you trust it and remove the command.'),
  );
}

/** `\connect` where the restore would leave the database it is meant for. */
export function unexpectedConnect(line: number): BackupError {
  return refusedScript(
    'meta-command',
    text(
      'Line {line} of the script connects to another database, or connects again after it has changed something.',
      { line },
    ),
    text('Restore one database at a time: make a backup of each with pg_dump.'),
  );
}

/** A statement that names a database other than the one that was dumped. */
export function otherDatabase(line: number): BackupError {
  return refusedScript(
    'other-database',
    text('Line {line} of the script changes a database other than the one that is restored.', { line }),
    text('Do not restore this script, unless you trust it and remove the statement.'),
  );
}

/** A client encoding in which psql reads backslashes and quotes in another way. */
export function unsafeEncoding(line: number, encoding: string): BackupError {
  return refusedScript(
    'unsafe-encoding',
    text(
      'Line {line} sets the client encoding {encoding}. A script in this encoding cannot be checked reliably.',
      { line, encoding },
    ),
    text('Make the backup again with the encoding UTF8 (pg_dump --encoding=UTF8).'),
  );
}

/** Binary rows have no end mark: psql would take the rest of the script for rows. */
export function binaryCopy(line: number): BackupError {
  return refusedScript(
    'binary-copy',
    text('Line {line} of the script reads rows in binary format. psql cannot do that from a script.', {
      line,
    }),
    DUMP_AGAIN,
  );
}

/** A place that psql may read in another way. */
export function hazardous(hazard: Hazard): BackupError {
  return refusedScript(
    'ambiguous',
    describeHazard(hazard),
    isHarmlessWhenRestricted(hazard)
      ? text(
          'Use a newer psql, which can run a script in restricted mode, or make the backup again in the custom format.',
        )
      : text('Make the backup again in the custom format.'),
  );
}
