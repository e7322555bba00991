import { text, type Text } from '../text';
import { isPartOfNewDatabase, readCreatedObject } from './createdObject';
import type { StatementPiece } from './scriptPiece';
import { readBoolean, type SessionSetting } from './sessionSetting';
import { firstTokens, isWord, tokensOf, type SqlToken } from './statementTokens';

/** What the restore wants and what its role and server can do. */
export interface DropOptions {
  readonly noOwner: boolean;
  readonly noPrivileges: boolean;
  /** Whether the server has a configuration parameter, by its name in lower case. */
  readonly knowsParameter: (name: string) => boolean;
  readonly mayCommentOnExtension: boolean;
  readonly ownsPublicSchema: boolean;
  /** Whether the target holds nothing yet: what `pg_dump --clean` drops first is not there, and would be an error. */
  readonly targetIsEmpty: boolean;
}

/** Why a SET statement is left out; undefined where it stays. */
export function reasonToDropSetting(setting: SessionSetting, options: DropOptions): Text | undefined {
  const { name, value } = setting;
  // A name with a dot is a placeholder, which every server takes.
  if (name.includes('.') || options.knowsParameter(name)) return undefined;
  // Tables would come back without their OIDs: the restore must stop there.
  if (name === 'default_with_oids' && readBoolean(value ?? 'off') === true) return undefined;
  return text('This server does not have the parameter {name}.', { name });
}

/**
 * Why a statement is left out; undefined where it stays. `isFirst` says that nothing was created before:
 * only there does `pg_dump --clean` drop things.
 */
export function reasonToDrop(
  statement: StatementPiece,
  isFirst: boolean,
  options: DropOptions,
): Text | undefined {
  switch (statement.keyword) {
    case 'set':
      return isSetSessionAuthorization(statement) && options.noOwner ? OWNER_LEFT_OUT : undefined;
    case 'grant':
    case 'revoke':
      return options.noPrivileges ? PRIVILEGES_LEFT_OUT : undefined;
    case 'alter':
      return reasonToDropAlter(statement, isFirst, options);
    case 'create':
      return reasonToDropCreate(statement, isFirst && options.targetIsEmpty);
    case 'comment':
      return reasonToDropComment(statement, options);
    case 'drop':
      return isFirst && options.targetIsEmpty ? NOTHING_TO_DROP : undefined;
    case 'select': {
      const words = firstTokens(statement.bytes, 4).map((token) => token.value);
      const unlinks = isFirst && words[1] === 'pg_catalog' && words[3] === 'lo_unlink';
      return unlinks && options.targetIsEmpty ? NOTHING_TO_DROP : undefined;
    }
    default:
      return undefined;
  }
}

const OWNER_LEFT_OUT = text('Owners are left out, as asked.');
const PRIVILEGES_LEFT_OUT = text('Privileges are left out, as asked.');
const NOTHING_TO_DROP = text('The database is empty, so there is nothing to drop.');
const PUBLIC_EXISTS = text('A new database already has the schema public.');
const PUBLIC_NOT_OWNED = text('The role that restores does not own the schema public.');
const PLPGSQL_EXISTS = text('A new database already has PL/pgSQL.');
const EXTENSION_COMMENT = text(
  'The role that restores may not comment on extensions. The extension brings its own comment.',
);

function isSetSessionAuthorization({ bytes }: StatementPiece): boolean {
  const [, second, third] = firstTokens(bytes, 3);
  return isWord(second, 'session') && isWord(third, 'authorization');
}

function reasonToDropAlter(
  { bytes }: StatementPiece,
  isFirst: boolean,
  options: DropOptions,
): Text | undefined {
  const [, object, name, third] = firstTokens(bytes, 4);
  if (isWord(object, 'default') && isWord(name, 'privileges')) {
    return options.noPrivileges ? PRIVILEGES_LEFT_OUT : undefined;
  }
  const tail = lastTokens(bytes, 4);
  const setsOwner = isWord(tail[0], 'owner') && isWord(tail[1], 'to') && isWord(tail[3], ';');
  if (setsOwner && options.noOwner) return OWNER_LEFT_OUT;
  const ofPublic = isWord(object, 'schema') && isPublic(name) && isWord(third, 'owner');
  if (ofPublic && !options.ownsPublicSchema) return PUBLIC_NOT_OWNED;
  const removes = isFirst && options.targetIsEmpty && isWord(object, 'table') && removesPart(bytes);
  return removes ? NOTHING_TO_DROP : undefined;
}

/** `ALTER TABLE … DROP CONSTRAINT`, `… ALTER COLUMN … DROP DEFAULT`, `… DETACH PARTITION`, as `pg_dump --clean` has them. */
function removesPart(bytes: Uint8Array): boolean {
  for (const token of tokensOf(bytes)) {
    if (isWord(token, 'drop') || isWord(token, 'detach')) return true;
  }
  return false;
}

function reasonToDropCreate({ bytes }: StatementPiece, isCleaning: boolean): Text | undefined {
  const [, or, , view] = firstTokens(bytes, 4);
  // Before it drops a view that others need, `pg_dump --clean` replaces it by one without dependencies.
  if (isCleaning && isWord(or, 'or') && isWord(view, 'view')) return NOTHING_TO_DROP;
  const created = readCreatedObject(bytes);
  if (!isPartOfNewDatabase(created)) return undefined;
  return created.kind === 'schema' ? PUBLIC_EXISTS : PLPGSQL_EXISTS;
}

function reasonToDropComment({ bytes }: StatementPiece, options: DropOptions): Text | undefined {
  const [, , object, name] = firstTokens(bytes, 4);
  if (isWord(object, 'extension') && !options.mayCommentOnExtension) return EXTENSION_COMMENT;
  if (isWord(object, 'schema') && isPublic(name) && !options.ownsPublicSchema) return PUBLIC_NOT_OWNED;
  return undefined;
}

function isPublic(token: SqlToken | undefined): boolean {
  return token?.value === 'public' && token.kind !== 'other';
}

function lastTokens(bytes: Uint8Array, count: number): SqlToken[] {
  const last: SqlToken[] = [];
  for (const token of tokensOf(bytes)) {
    last.push(token);
    if (last.length > count) last.shift();
  }
  return last;
}
