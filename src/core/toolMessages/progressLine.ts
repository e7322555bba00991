import type { ToolProgress } from './toolMessage';

/** The first words of what pg_dump and pg_restore say with `--verbose` that is neither an object nor an error. */
const steps = new RegExp(
  '^(?:' +
    [
      'last built-in OID is \\d',
      '(?:reading|identifying|finding|flagging|saving|skipping|disabling|enabling|setting|executing|dropping) ',
      '(?:processing|running|restoring|restored|excluding|transferring dependency|reducing dependencies) ',
      'read TOC entry \\d',
      'implied (?:data-only|no-schema) restore',
      'connecting to (?:database|new database)',
      'connected to ',
      'entering (?:main parallel loop|restore_toc_entries)',
      'finished main parallel loop',
      'no item ready',
    ].join('|') +
    ')',
);

/** Reads a line of progress, behind the tool's name; undefined where it is not one. */
export function readProgress(statement: string): ToolProgress | undefined {
  const data = /^(?:processing data for table|dumping contents of table) (.*)$/s.exec(statement);
  if (data !== null) return { kind: 'data', object: unquoted(data[1] ?? '') };
  const creating = /^creating ([A-Z][A-Z ]*) "(.*)"?$/s.exec(statement);
  if (creating !== null) {
    return { kind: 'creating', object: `${creating[1] ?? ''} ${unquoted(`"${creating[2] ?? ''}`)}` };
  }
  const item = /^(processing|launching|finished|processing missed|skipping) item (\d{1,10}) (.*)$/s.exec(
    statement,
  );
  if (item !== null) {
    const kind = item[1] === 'finished' ? 'finished' : item[1] === 'skipping' ? 'step' : 'started';
    return { kind, object: item[3] ?? '', dumpId: Number(item[2]) };
  }
  return steps.test(statement) ? { kind: 'step', object: statement } : undefined;
}

function unquoted(name: string): string {
  return name.replace(/^"/, '').replace(/"$/, '');
}
