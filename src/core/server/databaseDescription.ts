/** Who sorts and compares text in a database: the C library, ICU, or PostgreSQL itself (17 and newer). */
export const localeProviders = ['libc', 'icu', 'builtin'] as const;
export type LocaleProvider = (typeof localeProviders)[number];

/** What CREATE DATABASE needs to make a database like another. */
export interface DatabaseShape {
  readonly owner: string;
  readonly encoding: string;
  readonly provider: LocaleProvider;
  readonly collate: string;
  readonly ctype: string;
  /** The ICU or builtin locale; null with libc. */
  readonly locale: string | null;
  readonly icuRules: string | null;
  readonly tablespace: string;
}

/** One setting of a database, for everyone or for one role in it. */
export interface DatabaseSetting {
  readonly role: string | null;
  readonly name: string;
  readonly value: string;
}

/** One privilege on a database. */
export interface DatabasePrivilege {
  /** null is PUBLIC. */
  readonly grantee: string | null;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** A database as the server describes it. */
export interface DatabaseDescription extends DatabaseShape {
  readonly name: string;
  readonly collationVersion: string | null;
  /** -1 is unlimited. */
  readonly connectionLimit: number;
  readonly isTemplate: boolean;
  readonly comment: string | null;
  readonly settings: readonly DatabaseSetting[];
  /** null: the server's default privileges. */
  readonly privileges: readonly DatabasePrivilege[] | null;
}
