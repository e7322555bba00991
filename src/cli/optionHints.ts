/** Which option of a subcommand helps after an error, by the error's code: the core's remedies name no options. */
const hints: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  backup: {
    'permission-denied': 'To leave objects out: --exclude-schema PATTERN, --exclude-table PATTERN.',
    'row-security': 'To leave the rows of the table out: --exclude-table-data PATTERN.',
  },
  restore: {
    'database-exists': 'To restore into an existing, empty database: --into NAME.',
    'database-not-empty': 'To restore into a new database: --create NAME.',
    'database-not-created': 'The options: --create NAME names the database, --owner ROLE its owner.',
  },
};

/** What to add to the remedy of an error; undefined where no option helps. English, as all words about options. */
export function optionHint(subcommand: string | undefined, code: string): string | undefined {
  const ofSubcommand = Object.entries(hints).find(([name]) => name === subcommand)?.[1] ?? {};
  return Object.entries(ofSubcommand).find(([name]) => name === code)?.[1];
}
