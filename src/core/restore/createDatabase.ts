import type { DatabaseShape } from '../server/databaseDescription';
import { sqlIdentifier, sqlLiteral } from '../sql';

/** The version numbers from which CREATE DATABASE knows a thing. Source: the manual's page of each version. */
const since = { provider: 150_000, icuRules: 160_000, genericLocale: 170_000 };

/** The statement that makes a database of this shape; always from template0, which holds nothing of anybody's. */
export function createDatabaseStatement(
  name: string,
  shape: DatabaseShape,
  serverVersionNumber: number,
): string {
  const parts = [
    `CREATE DATABASE ${sqlIdentifier(name)} TEMPLATE template0`,
    `OWNER ${sqlIdentifier(shape.owner)}`,
    `ENCODING ${sqlLiteral(shape.encoding)}`,
    `LC_COLLATE ${sqlLiteral(shape.collate)}`,
    `LC_CTYPE ${sqlLiteral(shape.ctype)}`,
  ];
  if (serverVersionNumber >= since.provider) {
    parts.push(`LOCALE_PROVIDER ${shape.provider}`);
    if (shape.provider === 'icu' && shape.locale !== null)
      parts.push(`ICU_LOCALE ${sqlLiteral(shape.locale)}`);
    if (shape.provider === 'builtin' && shape.locale !== null) {
      parts.push(`BUILTIN_LOCALE ${sqlLiteral(shape.locale)}`);
    }
    if (shape.icuRules !== null && serverVersionNumber >= since.icuRules) {
      parts.push(`ICU_RULES ${sqlLiteral(shape.icuRules)}`);
    }
  }
  if (shape.tablespace !== 'pg_default') parts.push(`TABLESPACE ${sqlIdentifier(shape.tablespace)}`);
  return parts.join(' ');
}

/** Whether a server of this version has the shape's locale provider. */
export function serverHasProvider(shape: DatabaseShape, serverVersionNumber: number): boolean {
  switch (shape.provider) {
    case 'libc':
      return true;
    case 'icu':
      return serverVersionNumber >= since.provider;
    case 'builtin':
      return serverVersionNumber >= since.genericLocale;
  }
}
