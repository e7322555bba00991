import { BackupError } from '../errors';
import type { DatabaseShape } from '../server/databaseDescription';
import { text, type Text } from '../text';
import { createDatabaseStatement, serverHasProvider } from './createDatabase';
import { nearestLocales } from './nearestLocales';
import type { TargetServer } from './ports';

/**
 * Makes the database; where the server lacks its locale, with the nearest one, where it lacks its locale provider or
 * tablespace, with what every server has. Each such change is said.
 * @returns what was changed
 * @throws BackupError where the server refuses for another reason
 */
export async function makeDatabase(
  name: string,
  wanted: DatabaseShape,
  server: TargetServer,
): Promise<Text[]> {
  const notes: Text[] = [];
  const { versionNumber } = server.facts;
  let shape = wanted;
  if (!serverHasProvider(shape, versionNumber)) {
    shape = { ...shape, provider: 'libc', locale: null, icuRules: null };
    notes.push(
      text('This server cannot sort text with {provider}; the database sorts with the C library instead.', {
        provider: wanted.provider,
      }),
    );
  }
  if (!(await server.tablespaceNames()).has(shape.tablespace)) {
    shape = { ...shape, tablespace: 'pg_default' };
    notes.push(
      text('This server has no tablespace “{tablespace}”; the database is in the default one.', {
        tablespace: wanted.tablespace,
      }),
    );
  }
  const refusal = await tryMake(name, shape, server);
  if (refusal === undefined) return notes;
  if (!refusal.isAboutLocale) throw refusedError(name, shape, refusal);
  const available = await server.localeNames();
  const source = shape.collate === 'C' && shape.locale !== null ? shape.locale : shape.collate;
  for (const locale of nearestLocales(source, available, shape.encoding)) {
    const nearest: DatabaseShape = {
      ...shape,
      provider: 'libc',
      locale: null,
      icuRules: null,
      collate: locale,
      ctype: locale,
    };
    if ((await tryMake(name, nearest, server)) !== undefined) continue;
    notes.push(
      text(
        'This server has no locale “{wanted}”; the database has the nearest one, “{locale}”: text may sort otherwise.',
        {
          wanted: source,
          locale,
        },
      ),
    );
    return notes;
  }
  throw refusedError(name, shape, refusal);
}

interface Refusal {
  readonly message: string;
  readonly sqlState: string;
  readonly isAboutLocale: boolean;
}

/** SQLSTATEs with which CREATE DATABASE refuses a locale: wrong_object_type (invalid name), invalid_parameter_value (ICU), object_not_in_prerequisite_state, feature_not_supported, invalid_object_definition (does not go with the encoding). */
const localeStates: ReadonlySet<string> = new Set(['42809', '22023', '55000', '0A000', '42P17', '42704']);

async function tryMake(
  name: string,
  shape: DatabaseShape,
  server: TargetServer,
): Promise<Refusal | undefined> {
  try {
    await server.execute(createDatabaseStatement(name, shape, server.facts.versionNumber));
    return undefined;
  } catch (error) {
    // Cancelled, or the connection is lost: that is no refusal.
    if (!(error instanceof Error) || error instanceof BackupError) throw error;
    const sqlState = 'code' in error ? String(error.code) : '';
    const isAboutRole = sqlState === '42704' && !/locale|encoding|collat/i.test(error.message);
    return { message: error.message, sqlState, isAboutLocale: localeStates.has(sqlState) && !isAboutRole };
  }
}

function refusedError(name: string, shape: DatabaseShape, refusal: Refusal): BackupError {
  return new BackupError({
    kind: 'refused',
    code: 'database-not-created',
    what: text('The database “{name}” could not be created: {message}', { name, message: refusal.message }),
    remedy: remedyOf(refusal, shape),
  });
}

/** What can be done, by the SQLSTATE. Source: the manual, appendix A. */
function remedyOf({ sqlState, isAboutLocale }: Refusal, { owner }: DatabaseShape): Text {
  switch (isAboutLocale ? 'locale' : sqlState) {
    case '25006': // read_only_sql_transaction
      return text('The server is read-only, as a standby is: restore on the primary server.');
    case '42501': // insufficient_privilege
      return text(
        'Ask for the right CREATEDB and for membership of the role “{owner}”, or choose another owner.',
        { owner },
      );
    case '42P04': // duplicate_database
    case '23505': // unique_violation: another session made it at the same moment
      return text('Choose another name.');
    case '42704': // undefined_object
      return text('Create the role “{owner}” first, or choose another owner.', { owner });
    case '53100': // disk_full
      return text('Make room on the disk that holds the data of the server, then start again.');
    default:
      return text('The message of the server tells why; remove the cause, then restore again.');
  }
}
