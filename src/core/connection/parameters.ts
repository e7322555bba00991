/**
 * Connection parameters by libpq's keywords.
 * Source: https://www.postgresql.org/docs/current/libpq-connect.html and libpq-envars.html
 */
interface ParameterRule {
  /** The environment variable that libpq reads for it; undefined where there is none. */
  readonly environment?: string;
  /**
   * Whether the caller's environment may complete a connection that was given explicitly (a URL):
   * credentials and TLS only, for leaving out the latter would weaken it. A PGHOSTADDR or PGSERVICE
   * would lead the connection elsewhere, so everything else counts only where nothing was given.
   */
  readonly completesExplicit?: true;
}

export const parameterRules = {
  host: { environment: 'PGHOST' },
  hostaddr: { environment: 'PGHOSTADDR' },
  port: { environment: 'PGPORT' },
  dbname: { environment: 'PGDATABASE' },
  user: { environment: 'PGUSER' },
  password: { environment: 'PGPASSWORD', completesExplicit: true },
  passfile: { environment: 'PGPASSFILE', completesExplicit: true },
  require_auth: { environment: 'PGREQUIREAUTH', completesExplicit: true },
  channel_binding: { environment: 'PGCHANNELBINDING', completesExplicit: true },
  service: { environment: 'PGSERVICE' },
  servicefile: { environment: 'PGSERVICEFILE' },
  options: { environment: 'PGOPTIONS' },
  application_name: { environment: 'PGAPPNAME' },
  fallback_application_name: {},
  client_encoding: { environment: 'PGCLIENTENCODING' },
  connect_timeout: { environment: 'PGCONNECT_TIMEOUT' },
  keepalives: {},
  keepalives_idle: {},
  keepalives_interval: {},
  keepalives_count: {},
  tcp_user_timeout: {},
  sslmode: { environment: 'PGSSLMODE', completesExplicit: true },
  sslnegotiation: { environment: 'PGSSLNEGOTIATION', completesExplicit: true },
  sslcompression: { environment: 'PGSSLCOMPRESSION', completesExplicit: true },
  sslcert: { environment: 'PGSSLCERT', completesExplicit: true },
  sslkey: { environment: 'PGSSLKEY', completesExplicit: true },
  sslpassword: {},
  sslrootcert: { environment: 'PGSSLROOTCERT', completesExplicit: true },
  sslcrl: { environment: 'PGSSLCRL', completesExplicit: true },
  sslcrldir: { environment: 'PGSSLCRLDIR', completesExplicit: true },
  sslsni: { environment: 'PGSSLSNI', completesExplicit: true },
  ssl_min_protocol_version: { environment: 'PGSSLMINPROTOCOLVERSION', completesExplicit: true },
  ssl_max_protocol_version: { environment: 'PGSSLMAXPROTOCOLVERSION', completesExplicit: true },
  requirepeer: { environment: 'PGREQUIREPEER', completesExplicit: true },
  gssencmode: { environment: 'PGGSSENCMODE', completesExplicit: true },
  krbsrvname: { environment: 'PGKRBSRVNAME', completesExplicit: true },
  gsslib: { environment: 'PGGSSLIB', completesExplicit: true },
  target_session_attrs: { environment: 'PGTARGETSESSIONATTRS' },
  load_balance_hosts: { environment: 'PGLOADBALANCEHOSTS' },
} as const satisfies Record<string, ParameterRule>;

export type ParameterName = keyof typeof parameterRules;
export type ConnectionParameters = Readonly<Partial<Record<ParameterName, string>>>;

export const parameterNames = Object.keys(parameterRules) as readonly ParameterName[];

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(parameterRules, name);
}

/**
 * The parameters that the environment gives.
 * @param explicit whether a connection was given besides, which the environment may only complete
 */
export function parametersOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  explicit: boolean,
): ConnectionParameters {
  const found: Partial<Record<ParameterName, string>> = {};
  for (const name of parameterNames) {
    const rule: ParameterRule = parameterRules[name];
    if (rule.environment === undefined || (explicit && rule.completesExplicit !== true)) continue;
    const value = environment[rule.environment];
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}
