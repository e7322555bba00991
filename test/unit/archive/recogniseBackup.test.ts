import { describe, expect, it } from 'vitest';
import { describeBackup } from '../../../src/core/archive/describeBackup';
import { recogniseBackup } from '../../../src/core/archive/recogniseBackup';
import { inEnglish } from '../../../src/core/text';
import { contentsOf, fixtureBytes } from './byteSources';
import { mangleLineEndings } from './damageDone';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const bytes = (...values: number[]): Uint8Array =>
  Uint8Array.from([...values, ...new Array<number>(64).fill(0x2a)]);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));

/** A tar header with its checksum, as GNU tar writes it. */
function tarHeader(name: string): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write('00000000100\0', 124);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return new Uint8Array(header);
}

describe('recogniseBackup', () => {
  it.each([
    ['15/custom-gzip.backup', 'custom-archive'],
    ['17/custom-zstd.backup', 'custom-archive'],
    ['15/custom-piped.backup', 'custom-archive'],
    ['15/directory-gzip', 'directory-contents'],
    ['17/directory-lz4', 'directory-contents'],
    ['15/tar.tar', 'tar-archive'],
    ['17/tar.tar', 'tar-archive'],
    ['15/plain.sql', 'plain-script'],
    ['15/globals.sql', 'cluster-script'],
  ])('knows %s as %s', (name, kind) => {
    expect(recogniseBackup(contentsOf(name).subarray(0, 65_536))).toEqual({ kind });
  });

  it.each(['15/custom-gzip.backup', '15/directory-plain', '15/schema-only.backup', '17/custom-lz4.backup'])(
    'knows %s by its changed line endings',
    (name) => {
      expect(recogniseBackup(mangleLineEndings(contentsOf(name)))).toEqual({ kind: 'mangled-archive' });
    },
  );

  it('knows a script with a byte order mark, and with CR LF', () => {
    const script = Buffer.from(fixtureBytes('15/plain.sql')).toString('latin1');
    expect(recogniseBackup(ascii(`\u00ef\u00bb\u00bf${script}`)).kind).toBe('plain-script');
    expect(recogniseBackup(mangleLineEndings(ascii(script))).kind).toBe('plain-script');
  });

  it.each([
    ['gzip', fixtureBytes('15/directory-gzip/3484.dat.gz')],
    ['zstd', fixtureBytes('17/directory-zstd/3560.dat.zst')],
    ['lz4', fixtureBytes('17/directory-lz4/3560.dat.lz4')],
    ['bzip2', ascii('BZh91AY&SY')],
    ['xz', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
    ['zip', ascii('PK\u0003\u0004\u0014')],
    ['7-Zip', bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
  ])('knows what %s compressed', (by, head) => {
    expect(recogniseBackup(head)).toEqual({ kind: 'compressed', by });
  });

  it.each([
    ['age', ascii('age-encryption.org/v1\n-> X25519 abc\n')],
    ['age', ascii('-----BEGIN AGE ENCRYPTED FILE-----\n')],
    ['GnuPG', ascii('-----BEGIN PGP MESSAGE-----\n\n')],
    ['GnuPG', bytes(0x85, 0x02, 0x0c, 0x03)],
    ['GnuPG', bytes(0x84, 0x5e, 0x03)],
    ['GnuPG', bytes(0x8c, 0x0d, 0x04, 0x09, 0x03)],
    ['GnuPG', bytes(0xc3, 0x0d, 0x04, 0x09)],
    ['OpenSSL', ascii('Salted__12345678')],
    ['OpenSSL', ascii('U2FsdGVkX1+abc')],
  ])('knows what %s encrypted', (by, head) => {
    expect(recogniseBackup(head)).toEqual({ kind: 'encrypted', by });
  });

  it.each([
    ['empty', new Uint8Array(0)],
    ['zeros', new Uint8Array(4096)],
    ['utf-16', new Uint8Array([0xff, 0xfe, ...utf16('PGDMP')])],
    ['utf-16', utf16('--\n-- PostgreSQL database dump\n')],
    ['web-page', ascii('\n<!DOCTYPE html>\n<html lang="fr">')],
    ['web-page', ascii('<HTML><body>Login</body>')],
    ['unknown', ascii('CREATE TABLE x (a integer);')],
    ['unknown', ascii('\u00e9\u00e0 pg_dump: error: connection failed')],
    ['unknown', bytes(0x89, 0x50, 0x4e, 0x47)],
  ])('knows a file that is %s', (kind, head) => {
    expect(recogniseBackup(head)).toEqual({ kind });
  });

  it('knows a tar of something else by its first member', () => {
    expect(recogniseBackup(tarHeader('backup/toc.dat'))).toEqual({
      kind: 'foreign-tar',
      firstMember: 'backup/toc.dat',
    });
    const damaged = tarHeader('toc.dat');
    damaged[0] = 0x78;
    expect(recogniseBackup(damaged).kind).toBe('unknown');
  });
});

describe('describeBackup', () => {
  it('says for each what it is, and what to do', () => {
    expect(inEnglish(describeBackup({ kind: 'encrypted', by: 'age' }))).toBe(
      'This file is encrypted with age. Decrypt it first.',
    );
    expect(inEnglish(describeBackup({ kind: 'foreign-tar', firstMember: 'x/toc.dat' }))).toContain(
      'it begins with “x/toc.dat”',
    );
  });
});
