import type { WrittenArchive, WrittenEntry } from './archiveWriter';

/** The entries every archive begins with. */
export const sessionEntries: readonly WrittenEntry[] = [
  { dumpId: 9001, tag: 'ENCODING', type: 'ENCODING', definition: "SET client_encoding = 'UTF8';\n" },
  {
    dumpId: 9002,
    tag: 'STDSTRINGS',
    type: 'STDSTRINGS',
    definition: "SET standard_conforming_strings = 'on';\n",
  },
];

/** A small database with a table, its rows, an index, and a large object as that version wrote it. */
export function sampleArchive(minor: number): WrittenArchive {
  const owner = 'élève';
  const largeObject: WrittenEntry[] =
    minor >= 12
      ? [
          {
            dumpId: 5,
            tableOid: 2613,
            oid: 16500,
            tag: '16500',
            type: 'BLOB',
            section: 2,
            definition: "SELECT pg_catalog.lo_create('16500');\n",
            owner,
          },
        ]
      : [];
  const entries: WrittenEntry[] = [
    ...sessionEntries,
    {
      dumpId: 1,
      tableOid: 1259,
      oid: 16400,
      tag: 'notes',
      type: 'TABLE',
      section: 2,
      definition: 'CREATE TABLE public.notes (id integer, texte text);\n',
      dropStatement: 'DROP TABLE public.notes;\n',
      schema: 'public',
      tablespace: '',
      tableAccessMethod: 'heap',
      relkind: 'r',
      owner,
      withOids: minor < 12,
    },
    ...largeObject,
    {
      dumpId: 2,
      oid: 16400,
      tag: 'notes',
      type: 'TABLE DATA',
      section: 3,
      copyStatement: 'COPY public.notes (id, texte) FROM stdin;\n',
      schema: 'public',
      owner,
      dependencies: [1],
      data: '1\tune\n2\tdeux\n\\.\n\n\n',
    },
    {
      dumpId: 4,
      tag: 'BLOBS',
      type: 'BLOBS',
      section: 3,
      data: new Map([
        [16500, 'contenu'],
        [16501, 'autre'],
      ]),
    },
    {
      dumpId: 3,
      tableOid: 1259,
      oid: 16410,
      tag: 'notes_id',
      type: 'INDEX',
      section: 4,
      definition: 'CREATE INDEX notes_id ON public.notes USING btree (id);\n',
      dropStatement: 'DROP INDEX public.notes_id;\n',
      schema: 'public',
      tablespace: '',
      owner,
      dependencies: [1, 777],
    },
  ];
  return { minor, databaseName: 'base é', entries };
}
