import type { Entry } from '../../../src/core/archive/entry';
import type { Section } from '../../../src/core/archive/entrySection';

/** An entry with everything left out that a test does not speak of. */
export function entry(given: Partial<Entry> & Pick<Entry, 'dumpId' | 'type' | 'tag'>): Entry {
  return {
    tableOid: 0,
    oid: 0,
    section: 'pre-data',
    definition: '',
    dropStatement: undefined,
    copyStatement: undefined,
    schema: undefined,
    tablespace: undefined,
    tableAccessMethod: undefined,
    relkind: undefined,
    owner: 'postgres',
    withOids: false,
    dependencies: [],
    hadDumper: false,
    dataState: undefined,
    dataOffset: undefined,
    fileName: undefined,
    ...given,
  };
}

/**
 * The table of contents that pg_dump 15.18 wrote of: two schemas; a table app.t with a serial and an identity column,
 * an index on a function, a trigger that calls a function of the other schema, a policy, statistics, rights and
 * comments; foreign keys other.o -> app.t and app.u -> other.o; a view, a materialised view, a partitioned table, a
 * publication; and a table with a serial column and a trigger in public, which is not in the archive.
 */
const contents = `
3420 | pre-data | ENCODING | - | ENCODING | 
3421 | pre-data | STDSTRINGS | - | STDSTRINGS | 
3422 | pre-data | SEARCHPATH | - | SEARCHPATH | 
3423 | pre-data | DATABASE | - | s | 
7 | pre-data | SCHEMA | - | app | 
3424 | none | COMMENT | - | SCHEMA app | 7
3425 | none | ACL | - | SCHEMA app | 7
6 | pre-data | SCHEMA | - | other | 
853 | pre-data | TYPE | app | status | 7
228 | pre-data | FUNCTION | app | low(text) | 7
229 | pre-data | FUNCTION | app | unrelated() | 7
227 | pre-data | FUNCTION | other | f() | 6
230 | pre-data | FUNCTION | public | pf() | 
218 | pre-data | TABLE | app | t | 853 7 853
3426 | none | COMMENT | app | TABLE t | 218
3427 | none | ACL | app | TABLE t | 218
222 | pre-data | MATERIALIZED VIEW | app | mv | 218 7
223 | pre-data | TABLE | app | part | 7
224 | pre-data | TABLE | app | part1 | 7 223
217 | pre-data | SEQUENCE | app | t_i_seq | 218 7
216 | pre-data | SEQUENCE | app | t_id_seq | 7 218
3428 | pre-data | SEQUENCE OWNED BY | app | t_id_seq | 216
220 | pre-data | TABLE | app | u | 7
221 | pre-data | VIEW | app | v | 218 7
219 | pre-data | TABLE | other | o | 6
226 | pre-data | TABLE | public | p | 
225 | pre-data | SEQUENCE | public | p_id_seq | 226
3429 | pre-data | SEQUENCE OWNED BY | public | p_id_seq | 225
3238 | pre-data | TABLE ATTACH | app | part1 | 224 223
3239 | pre-data | DEFAULT | app | t id | 218 216 218
3241 | pre-data | DEFAULT | public | p id | 225 226 226
3415 | data | TABLE DATA | app | part1 | 224
3411 | data | TABLE DATA | app | t | 218
3413 | data | TABLE DATA | app | u | 220
3412 | data | TABLE DATA | other | o | 219
3417 | data | TABLE DATA | public | p | 226
3430 | data | SEQUENCE SET | app | t_i_seq | 217
3431 | data | SEQUENCE SET | app | t_id_seq | 216
3432 | data | SEQUENCE SET | public | p_id_seq | 225
3245 | post-data | CONSTRAINT | app | t t_pkey | 218
3249 | post-data | CONSTRAINT | app | u u_pkey | 220
3247 | post-data | CONSTRAINT | other | o o_pkey | 219
3253 | post-data | CONSTRAINT | public | p p_pkey | 226
3250 | post-data | INDEX | app | part_id_idx | 223
3251 | post-data | INDEX | app | part1_id_idx | 3250 224 224
3243 | post-data | INDEX | app | t_low_idx | 228 218 218
3433 | none | COMMENT | app | INDEX t_pkey | 3245
3254 | post-data | INDEX ATTACH | app | part1_id_idx | 3251 3250 224 223
3255 | post-data | STATISTICS | app | st | 218 7 218
3404 | post-data | RULE | app | u ru | 220 220 220
3258 | post-data | TRIGGER | app | t tr | 227 218
3259 | post-data | TRIGGER | public | p tr2 | 226 230
3257 | post-data | FK CONSTRAINT | app | u u_o_fkey | 220 219 3247
3256 | post-data | FK CONSTRAINT | other | o o_t_fkey | 219 218 3245
3406 | post-data | POLICY | app | t pol | 218
3405 | post-data | ROW SECURITY | app | t | 218
3407 | post-data | PUBLICATION | - | pub | 
3408 | post-data | PUBLICATION TABLE | app | pub t | 3407 218
3414 | post-data | MATERIALIZED VIEW DATA | app | mv | 222 3419
`;

/** Those entries, in the archive's order. */
export const dumpedEntries: readonly Entry[] = contents
  .trim()
  .split('\n')
  .map((line) => {
    const [dumpId = '', section = '', type = '', schema = '', tag = '', dependencies = ''] =
      line.split(' | ');
    return entry({
      dumpId: Number(dumpId),
      section: section as Section,
      type,
      tag,
      schema: schema === '-' ? undefined : schema,
      dependencies: dependencies.trim() === '' ? [] : dependencies.trim().split(' ').map(Number),
    });
  });
