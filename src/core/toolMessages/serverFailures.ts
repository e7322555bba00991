import { text } from '../text';
import type { FailureRule } from './failureRule';

/** The hint that comes with a full lock table. */
export const lockTableHint = /\b(?<setting>max_(?:pred_)?locks_per_transaction)\b/;

/** The server has no room for another lock. */
export const outOfSharedMemory = [/^out of shared memory$/, /^mémoire partagée épuisée$/];

const kinds =
  'schema|table|sequence|view|materialized view|foreign table|function|procedure|routine|type|domain|language|large object|foreign server|foreign-data wrapper|database|tablespace|column|relation|publication|subscription|statistics object|parameter';
const frenchKinds =
  "le schéma|la table|la table distante|la séquence|la vue|la vue matérialisée|la fonction|la procédure|la routine|le type|le domaine|le langage|le Large Object|le serveur distant|le wrapper de données distantes|la base de données|le tablespace|la colonne|la relation|la publication|la souscription|l'objet statistique|le paramètre";
const denied = [
  new RegExp(`^permission denied for (?<object>(?:${kinds}) .+)$`),
  new RegExp(`^droit refusé pour (?<object>(?:${frenchKinds}) .+)$`),
];

/** The server refused a command. */
export const serverFailures: readonly FailureRule[] = [
  {
    code: 'server-disk-full',
    sentences: [
      /^could not (?:extend|write to|write|create|fsync) .*: (?:No space left on device|Disk quota exceeded)$/,
      /^(?:n'a pas pu|impossible d')\s?(?:étendre|écrire|créer).* : (?:Aucun espace disponible sur le périphérique|No space left on device|Débordement du quota d'espace disque)$/,
      /^could not extend file ".+": wrote only .+$/,
      /^n'a pas pu étendre le fichier « .+ » : a écrit seulement .+$/,
    ],
    what: text('The disk of the server is full.'),
    remedy: text('Make room on the disk that holds the data of the server, then start again.'),
  },
  {
    code: 'out-of-locks',
    sentences: outOfSharedMemory,
    addition: lockTableHint,
    what: text('The lock table of the server is full.'),
    remedy: text('Use one job, or raise {setting} on the server and restart it.'),
  },
  {
    code: 'server-out-of-memory',
    sentences: [...outOfSharedMemory, /^out of memory$/, /^mémoire épuisée$/],
    what: text('The server has run out of memory.'),
    remedy: text('Use fewer jobs, or ask the administrator of the server.'),
  },
  {
    code: 'row-security',
    sentences: [
      /^query would be affected by row-level security policy for table "(?<table>.+)"$/,
      /^la requête (?:pourrait|serait) être affectée par une politique de sécurité au niveau ligne pour la table « (?<table>.+) »$/,
    ],
    what: text(
      'Row security hides rows of the table "{table}" from this role, so a backup would not hold them.',
    ),
    remedy: text('Back up as a superuser, or as a role with BYPASSRLS.'),
  },
  {
    code: 'permission-denied',
    tools: ['pg_dump', 'pg_dumpall'],
    sentences: denied,
    what: text('The role may not read everything that is to be backed up ({object}).'),
    remedy: text('Grant it membership of pg_read_all_data, or leave the object out.'),
  },
  {
    code: 'permission-denied',
    tools: ['pg_restore', 'psql'],
    sentences: denied,
    what: text('The role may not use {object}.'),
    remedy: text('Restore as a superuser, or as a role that owns the database and may do this.'),
  },
  {
    code: 'permission-denied',
    sentences: [
      /^permission denied to (?<action>.+)$/,
      /^droit refusé pour (?<action>.+)$/,
      /^(?<action>must be (?:owner|member) of .+)$/,
      /^(?<action>doit être (?:le propriétaire|un membre) .+)$/,
    ],
    what: text('The role lacks a right: {action}'),
    remedy: text('Connect as a superuser or as a role that has the right.'),
  },
  {
    code: 'missing-library',
    sentences: [
      /^could not (?:access file|load library) "(?<library>.+?)": .+$/,
      /^n'a pas pu (?:accéder au fichier|charger la bibliothèque) « (?<library>.+?) » : .+$/,
    ],
    what: text('The server lacks the library "{library}", which a function of the database needs.'),
    remedy: text('Install the extension that it belongs to on the server, then start again.'),
  },
  {
    code: 'missing-extension',
    sentences: [
      /^extension "(?<extension>.+)" is not available$/,
      /^l'extension « (?<extension>.+) » n'est pas disponible$/,
    ],
    what: text('The server lacks the extension "{extension}".'),
    remedy: text('Install the extension on the server, then start again.'),
  },
  {
    code: 'lock-not-available',
    sentences: [
      /^canceling statement due to lock timeout$/,
      /^annulation de la requête à cause du délai écoulé pour l'obtention des verrous$/,
      /^could not obtain lock on (?:relation|row in relation) ".+"$/,
      /^n'a pas pu obtenir un verrou sur la relation « .+ »$/,
    ],
    what: text('Another session holds a lock on a table that is needed.'),
    remedy: text('Wait until the other session has finished, or end it; then start again.'),
  },
  {
    code: 'standby-conflict',
    sentences: [
      /^(?:canceling statement|terminating connection) due to conflict with recovery$/,
      /^(?:annulation de la requête|arrêt de la connexion) à cause d'un conflit avec la restauration$/,
    ],
    what: text(
      'The server is a standby, and ended the command because it stood in the way of changes from the primary.',
    ),
    remedy: text(
      'Raise max_standby_streaming_delay or turn on hot_standby_feedback on the standby, or back up the primary.',
    ),
  },
  {
    code: 'statement-timeout',
    sentences: [
      /^canceling statement due to statement timeout$/,
      /^annulation de la requête à cause du délai écoulé pour l'exécution de l'instruction$/,
    ],
    what: text('A command took longer than the time allowed; it may have waited for a lock.'),
    remedy: text('Look for sessions that hold locks, or allow more time.'),
  },
  {
    code: 'encoding',
    sentences: [
      /^invalid byte sequence for encoding "(?<encoding>.+?)": (?<bytes>.+)$/,
      /^séquence d'octets invalide pour l'encodage « (?<encoding>.+?) » : (?<bytes>.+)$/,
    ],
    what: text('The data holds bytes that are no text in {encoding}: {bytes}'),
    remedy: text(
      'Restore into a database with the encoding of the source, or mend the text in the source first.',
    ),
  },
  {
    code: 'encoding',
    sentences: [
      /^character with byte sequence (?<bytes>.+) in encoding ".+" has no equivalent in encoding "(?<encoding>.+)"$/,
      /^le caractère dont la séquence d'octets est (?<bytes>.+) dans l'encodage « .+ » n'a pas d'équivalent dans l'encodage « (?<encoding>.+) »$/,
    ],
    what: text('A character ({bytes}) cannot be written in the encoding {encoding}.'),
    remedy: text('Use a database, or a dump, with the encoding UTF8.'),
  },
  {
    code: 'read-only',
    sentences: [
      /^cannot execute .+ in a read-only transaction$/,
      /^ne peut pas exécuter .+ dans une transaction en lecture seule$/,
    ],
    what: text('The server or the database is read-only.'),
    remedy: text('Connect to the primary server, not to a standby.'),
  },
];
