import { text } from '../text';
import type { FailureRule } from './failureRule';

const connecting = /connection to server .* failed$/s;
const askConnections = text('Use fewer jobs, or end other connections, or raise the limit on the server.');

/** The server has no connection left to give: of all, of a role, of a database. */
export const tooManyConnections = [
  /^sorry, too many clients already$/,
  /^désolé, trop de clients sont déjà connectés$/,
  /^remaining connection slots are reserved for .+$/,
  /^les emplacements de connexions? restants sont réservés (?:pour|aux) .+$/,
  /^too many connections for (?:role|database) ".+"$/,
  /^trop de connexions pour (?:le rôle|la base de données) « .+ »$/,
];

/** The connection could not be made, or was lost. */
export const connectionFailures: readonly FailureRule[] = [
  {
    code: 'connection-terminated',
    sentences: [
      /^terminating connection due to administrator command$/,
      /^arrêt des connexions suite à la demande de l'administrateur$/,
      /^terminating connection due to (?:idle|transaction|session).* timeout$/,
      /^arrêt des connexions suite à l'expiration du délai .+$/,
    ],
    what: text(
      'The server ended the connection while it was in use: somebody ended the session, or the server was stopped.',
    ),
    remedy: text('Ask who administers the server, then start again.'),
  },
  {
    code: 'server-gone',
    sentences: [
      /^server closed the connection unexpectedly\b/,
      /^terminating connection because of crash of another server process$/,
      /^arrêt de la connexion à cause de l'arrêt brutal d'un autre processus serveur$/,
      /^SSL (?:connection has been closed unexpectedly|SYSCALL error)/,
      /^could not (?:receive data from|send data to) server: /,
      /^no connection to the server$/,
      /^connection to server was lost$/,
    ],
    what: text('The connection to the server was lost.'),
    remedy: text('Look at the log of the server for a crash, and at the network between; then start again.'),
  },
  {
    code: 'too-many-connections',
    sentences: tooManyConnections,
    what: text('The server has no free connection left.'),
    remedy: askConnections,
  },
  {
    code: 'authentication-failed',
    sentences: [
      /^(?:password|peer|ident|GSSAPI|SSPI|LDAP|PAM|RADIUS|certificate|BSD|SCRAM).* authentication failed for user "(?<user>.*)"/i,
      /^(?:authentification .+ échouée|échec de l'authentification .+) pour l'utilisateur « (?<user>.*) »/i,
    ],
    what: text('The server did not accept the password or identity of "{user}".'),
    remedy: text('Check the user name and the password of the connection.'),
  },
  {
    code: 'authentication-failed',
    sentences: [/fe_sendauth: no password supplied$/],
    what: text('The server asks for a password and none was given.'),
    remedy: text('Give the password of the connection, or put it into the password file.'),
  },
  {
    code: 'authentication-failed',
    sentences: [
      /^no pg_hba\.conf entry for .*host "(?<host>.*?)", user "(?<user>.*?)"/,
      /^aucune entrée dans pg_hba\.conf pour l'hôte « (?<host>.*?) », utilisateur « (?<user>.*?) »/,
    ],
    what: text('The server lets no "{user}" in from {host}.'),
    remedy: text(
      'Ask the administrator for a line in pg_hba.conf, or connect with encryption or from elsewhere.',
    ),
  },
  {
    code: 'authentication-failed',
    lead: connecting,
    sentences: [
      /^role "(?<user>.*)" (?:does not exist|is not permitted to log in)$/,
      /^le rôle « (?<user>.*) » n'(?:existe pas|est pas autorisé à se connecter)$/,
    ],
    what: text('The role "{user}" does not exist on this server or may not log in.'),
    remedy: text('Check the user name of the connection.'),
  },
  {
    code: 'database-not-found',
    lead: connecting,
    sentences: [
      /^database "(?<database>.*)" does not exist$/,
      /^la base de données « (?<database>.*) » n'existe pas$/,
    ],
    what: text('The database "{database}" does not exist on this server.'),
    remedy: text('Check the name; capitals and spaces count.'),
  },
  {
    code: 'server-not-ready',
    sentences: [
      /^the database system is (?:starting up|shutting down|in recovery mode|not (?:yet )?accepting connections)$/,
      /^le système de bases? de données (?:se lance|s'arrête|est en cours de restauration|n'accepte pas (?:encore )?de connexions)$/,
    ],
    what: text('The server is starting, stopping or recovering.'),
    remedy: text('Wait until it accepts connections, then start again.'),
  },
  {
    code: 'cannot-connect',
    sentences: [
      /^connection to server (?<server>at .{1,300}?|on socket .{1,300}?) failed: (?<reason>.+?)(?: Is the server running.*)?$/,
      /^could not connect to (?<server>server): (?<reason>.+?)(?: Is the server running.*)?$/,
      /^(?<reason>could not translate host name .+)$/,
      /^connection to database .* failed: (?<reason>.+)$/,
    ],
    what: text('The server could not be reached: {reason}'),
    remedy: text('Check host and port, and that the server runs and accepts connections.'),
  },
];

/** What else the server says when it does not let somebody in; for when nothing tells more. */
export const refusedConnections: readonly FailureRule[] = [
  {
    code: 'cannot-connect',
    lead: connecting,
    sentences: [/^(?<reason>.+)$/s],
    what: text('The server refused the connection: {reason}'),
  },
];
