/** Which of pg_restore's sections an entry belongs to. */
export type Section = 'none' | 'pre-data' | 'data' | 'post-data';

/** The numbers of `teSection` in PostgreSQL's src/bin/pg_dump/pg_backup.h. */
const stored: Readonly<Record<number, Section>> = { 1: 'none', 2: 'pre-data', 3: 'data', 4: 'post-data' };

const derived: Readonly<Record<string, Section>> = {
  COMMENT: 'none',
  ACL: 'none',
  'ACL LANGUAGE': 'none',
  'TABLE DATA': 'data',
  BLOBS: 'data',
  'BLOB COMMENTS': 'data',
  CONSTRAINT: 'post-data',
  'CHECK CONSTRAINT': 'post-data',
  'FK CONSTRAINT': 'post-data',
  INDEX: 'post-data',
  RULE: 'post-data',
  TRIGGER: 'post-data',
};

/** The section stored under this number; undefined for a number that is none. */
export function storedSection(number: number): Section | undefined {
  return stored[number];
}

/** The section of an entry in archives before 1.11, which stored none: as pg_restore sorts them. */
export function derivedSection(type: string): Section {
  return derived[type] ?? 'pre-data';
}
