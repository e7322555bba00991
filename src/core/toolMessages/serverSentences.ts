/**
 * The server's sentences that the sorting turns on, whole and in English and French, from the message catalogs
 * of PostgreSQL 15 (`src/backend/po/fr.po`). They are matched after `flattened`.
 */

/** One line with single spaces and straight apostrophes: the French catalog breaks its sentences over lines. */
export function flattened(sentence: string): string {
  return sentence
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll('\u2019', "'")
    .trim();
}

/** What a failed creation leaves missing. Roles, databases and tablespaces are not made by an archive's entries. */
const absent = [
  /^(?:relation|table|view|materialized view|sequence|index|schema|type|domain|function|procedure|aggregate|operator|collation|conversion|column|constraint|trigger|event trigger|rule|policy|extension|language|text search (?:configuration|dictionary|parser|template)|server|foreign-data wrapper|foreign table|publication|statistics object|large object|cast from type|access method) .+ does not exist$/,
  /^(?:la relation|la table|la vue|la vue matérialisée|la séquence|l'index|le schéma|le type|le domaine|la fonction|la procédure|l'agrégat|l'opérateur|la classe d'opérateur|la famille d'opérateur|le collationnement|la conversion|la colonne|la contrainte|le trigger|le trigger sur événement|la règle|la politique|l'extension|le langage|(?:la configuration|le dictionnaire|l'analyseur|le modèle) de recherche plein texte|le serveur|le wrapper de données distantes|la table distante|la publication|l'objet statistique|le « Large Object »|la méthode d'accès) .+ n'existe pas$/,
  /^there is no unique constraint matching given keys for referenced table ".+"$/,
  /^il n'existe aucune contrainte unique correspondant aux clés données pour la table « .+ » référencée$/,
  /^materialized view ".+" has not been populated$/,
  /^la vue matérialisée « .+ » n'a pas été peuplée$/,
  /^type .+ is only a shell$/,
  /^le type .+ (?:n'est qu'une coquille|est seulement un shell)$/,
  /^data type .+ has no default operator class for access method ".+"$/,
  /^le type de données .+ n'a pas de classe d'opérateurs par défaut pour la méthode d'accès « .+ »$/,
];

const present = [
  /^(?!role |database |tablespace ).+ already exists(?: in schema ".+"| with same argument types)?$/,
  /^(?!le rôle |la base de données |le tablespace ).+ existe déjà(?: dans le schéma « .+ »| avec des types d'arguments identiques)?$/,
  /^multiple primary keys for table ".+" are not allowed$/,
  /^les clés primaires multiples ne sont pas autorisées pour la table « .+ »$/,
  /^duplicate key value violates unique constraint ".+"$/,
  /^la valeur d'une clé dupliquée rompt la contrainte unique « .+ »$/,
  /^(?:".+" is already a partition|« .+ » est déjà une partition)$/,
  /^(?:relation|schema) ".+" is already member of publication ".+"$/,
];

const orphaned = [
  /^insert or update on table ".+" violates foreign key constraint ".+"$/,
  /^une instruction insert ou update sur la table « .+ » viole la contrainte de clé étrangère « .+ »$/,
];

const aborted = [
  /^current transaction is aborted, commands ignored until end of transaction block$/,
  /^la transaction est annulée, les commandes sont ignorées jusqu'à la fin du bloc de la transaction$/,
];

/** What a sentence complains of: something missing, something there already, rows without their parent, a dead transaction. */
export type Complaint = 'absent' | 'present' | 'orphaned' | 'aborted';

/** The complaint of a server's sentence; undefined for every other sentence. */
export function complaintOf(sentence: string): Complaint | undefined {
  const flat = flattened(sentence);
  const says = (patterns: readonly RegExp[]): boolean => patterns.some((pattern) => pattern.test(flat));
  if (says(absent)) return 'absent';
  if (says(present)) return 'present';
  if (says(orphaned)) return 'orphaned';
  return says(aborted) ? 'aborted' : undefined;
}

/** Name of the missing relation, schema, type, function or extension, as `class:name`, where a sentence names one. */
export function missingObject(sentence: string): string | undefined {
  const match =
    /^(?:la |le |l')?(relation|table|schema|schéma|type|function|fonction|extension) (?:"(.+)"|« (.+) »|(.+)) (?:does not exist|n'existe pas)$/.exec(
      flattened(sentence),
    );
  const name = match?.[2] ?? match?.[3] ?? match?.[4];
  if (match === null || name === undefined) return undefined;
  const kind = match[1] ?? '';
  const words: Readonly<Record<string, string>> = {
    table: 'relation',
    schéma: 'schema',
    fonction: 'function',
  };
  return `${words[kind] ?? kind}:${kind.startsWith('f') ? name.replace(/\(.*$/, '') : name}`;
}
