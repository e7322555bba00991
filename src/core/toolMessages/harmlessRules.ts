import { text, type Text } from '../text';
import type { Severity } from './toolMessage';

/** A message that may be passed over, and why. All that is given must hold; the sentence is matched whole. */
export interface HarmlessRule {
  readonly id: string;
  readonly severities: readonly Severity[];
  readonly origin: 'server' | 'tool';
  /** The whole sentence, flattened, in English and French. A group `name` must be the command's `name` too. */
  readonly sentences: readonly RegExp[];
  /** What the tool said before it; `could not execute query` where it is not given. */
  readonly lead?: RegExp;
  /** The whole failed command. A message that comes without its command (psql) needs `withoutCommand`. */
  readonly command?: RegExp;
  /** The sentence is enough where the tool tells no command. */
  readonly withoutCommand?: true;
  /** The archive entry, as printed, where the tool names one. */
  readonly entry?: RegExp;
  /** The detail it may come with; any other detail, a hint or a context is a reason not to pass it over. */
  readonly detail?: RegExp;
  readonly why: Text;
}

const name = '(?<name>"(?:[^"]|"")+"|[\\w$\\u0080-\\uffff]+)';
const unknownSetting = text(
  'This server does not know the setting {name}, and without it behaves as the setting asks.',
);

/** All that is passed over. To add one: a real message as a fixture, a rule here, and a case in the test of the rules. */
export const harmlessRules: readonly HarmlessRule[] = [
  {
    id: 'public-schema-exists',
    severities: ['error'],
    origin: 'server',
    sentences: [/^schema "public" already exists$/, /^le schéma « public » existe déjà$/],
    command: /^CREATE SCHEMA public;$/,
    withoutCommand: true,
    entry: /^SCHEMA public( |$)/,
    why: text('Every new database has the schema "public" already.'),
  },
  {
    id: 'plpgsql-exists',
    severities: ['error'],
    origin: 'server',
    sentences: [
      /^(?:language|extension) "plpgsql" already exists$/,
      /^(?:le langage|l'extension) « plpgsql » existe déjà$/,
    ],
    command:
      /^CREATE (?:(?:OR REPLACE )?(?:TRUSTED )?(?:PROCEDURAL )?LANGUAGE plpgsql|EXTENSION (?:IF NOT EXISTS )?plpgsql(?: WITH SCHEMA pg_catalog)?);$/,
    withoutCommand: true,
    entry: /^(?:PROCEDURAL LANGUAGE|EXTENSION) plpgsql( |$)/,
    why: text('Every new database has the language PL/pgSQL already.'),
  },
  {
    id: 'plpgsql-owner',
    severities: ['error'],
    origin: 'server',
    sentences: [
      /^must be owner of (?:language|extension) "?plpgsql"?$/,
      /^doit être le propriétaire (?:du langage|de l'extension) «? ?plpgsql ?»?$/,
    ],
    command:
      /^(?:COMMENT ON (?:EXTENSION|(?:PROCEDURAL )?LANGUAGE) plpgsql IS '(?:[^']|'')*';|ALTER (?:PROCEDURAL )?LANGUAGE plpgsql OWNER TO [^;]+;)$/,
    withoutCommand: true,
    entry: /^(?:COMMENT (?:EXTENSION|(?:PROCEDURAL )?LANGUAGE) plpgsql|PROCEDURAL LANGUAGE plpgsql)( |$)/,
    why: text('PL/pgSQL belongs to the server; only its comment or owner was left as it is.'),
  },
  {
    id: 'extension-comment',
    severities: ['error'],
    origin: 'server',
    sentences: [
      /^must be owner of extension "?(?<name>.+?)"?$/,
      /^doit être le propriétaire de l'extension (?:« )?(?<name>.+?)(?: »)?$/,
    ],
    command: new RegExp(`^COMMENT ON EXTENSION ${name} IS '(?:[^']|'')*(?:';|…)$`),
    entry: /^COMMENT EXTENSION /,
    why: text('Only the comment of an extension that belongs to another role was left as it is.'),
  },
  {
    id: 'unknown-setting',
    severities: ['error'],
    origin: 'server',
    sentences: [
      /^unrecognized configuration parameter "(?<name>transaction_timeout|idle_in_transaction_session_timeout|lock_timeout|default_table_access_method|row_security|xmloption)"$/,
      /^paramètre de configuration « (?<name>transaction_timeout|idle_in_transaction_session_timeout|lock_timeout|default_table_access_method|row_security|xmloption) » non reconnu$/,
    ],
    command:
      /^SET (?:(?<name>transaction_timeout|idle_in_transaction_session_timeout|lock_timeout) = 0|default_table_access_method = heap|row_security = off|xmloption = content);$/,
    withoutCommand: true,
    why: unknownSetting,
  },
  {
    id: 'unknown-table-access-method',
    severities: ['error'],
    origin: 'server',
    lead: /^could not set default_table_access_method$/,
    sentences: [
      /^unrecognized configuration parameter "default_table_access_method"$/,
      /^paramètre de configuration « default_table_access_method » non reconnu$/,
    ],
    withoutCommand: true,
    why: text('This server is older than table access methods; it keeps every table in the ordinary way.'),
  },
  {
    id: 'unknown-oids-setting',
    severities: ['error'],
    origin: 'server',
    sentences: [
      /^unrecognized configuration parameter "default_with_oids"$/,
      /^paramètre de configuration « default_with_oids » non reconnu$/,
    ],
    command: /^SET default_with_oids = false;$/,
    why: text('The backup asks for tables without OIDs; this server makes no others.'),
  },
  {
    id: 'no-privileges',
    severities: ['warning'],
    origin: 'server',
    sentences: [
      /^no privileges (?:were granted|could be revoked) for (?:column ".+" of relation )?".+"$/,
      /^aucun droit n'a (?:pu être révoqué|été accordé|pu être accordé) pour (?:la colonne « .+ » de la relation )?« .+ »$/,
    ],
    why: text('The restoring role may not grant or revoke rights there; they stay as the server gave them.'),
  },
  {
    id: 'deprecated-syntax',
    severities: ['warning', 'notice'],
    origin: 'server',
    sentences: [
      /^GLOBAL is deprecated in temporary table creation$/,
      /^GLOBAL est obsolète dans la création de la table temporaire$/,
      /^using pg_pltemplate information instead of CREATE LANGUAGE parameters$/,
      /^utilisation des informations de pg_pltemplate au lieu des paramètres de CREATE LANGUAGE$/,
    ],
    why: text('An old way of writing the same command, which this server still understands.'),
  },
  {
    id: 'plpgsql-skipped',
    severities: ['notice'],
    origin: 'server',
    sentences: [
      /^extension "plpgsql" already exists, skipping$/,
      /^l'extension « plpgsql » existe déjà, poursuite du traitement$/,
    ],
    why: text('Every new database has the language PL/pgSQL already.'),
  },
  {
    id: 'shell-type',
    severities: ['notice'],
    origin: 'server',
    sentences: [
      /^type ".+" is not yet defined$/,
      /^le type « .+ » n'est pas encore défini$/,
      /^(?:return|argument) type .+ is only a shell$/,
      /^le type (?:de retour .+ est seulement un shell|d'argument .+ n'est qu'une enveloppe)$/,
    ],
    detail: /^(?:Creating a shell type definition\.|Création d'une définition d'un type shell\.)$/,
    why: text('A base type is made in two steps; the second follows.'),
  },
  {
    id: 'inheritance-merge',
    severities: ['notice'],
    origin: 'server',
    sentences: [
      /^merging (?:column|constraint) ".+" with inherited definition$/,
      /^merging multiple inherited definitions of column ".+"$/,
      /^assemblage de la (?:colonne|contrainte) « .+ » avec une définition héritée$/,
      /^assemblage de plusieurs définitions d'héritage pour la colonne « .+ »$/,
    ],
    why: text('A table that inherits names a column or constraint of its parent again, as it should.'),
  },
  {
    id: 'errors-ignored',
    severities: ['warning'],
    origin: 'tool',
    sentences: [/^errors ignored on restore: \d+$/],
    why: text('The count of the errors, each of which is listed.'),
  },
];
