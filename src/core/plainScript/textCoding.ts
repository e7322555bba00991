interface Decoder {
  decode(bytes: Uint8Array): string;
}
declare const TextDecoder: new (label: string) => Decoder;
declare const TextEncoder: new () => { encode(value: string): Uint8Array };

/** PostgreSQL's encoding names, without punctuation and in lower case, to the labels of the Encoding Standard. */
const LABELS: Readonly<Record<string, string>> = {
  euccn: 'gbk',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  koi8: 'koi8-r',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  latin1: 'iso-8859-1',
  latin2: 'iso-8859-2',
  latin3: 'iso-8859-3',
  latin4: 'iso-8859-4',
  latin5: 'windows-1254',
  latin6: 'iso-8859-10',
  latin7: 'iso-8859-13',
  latin8: 'iso-8859-14',
  latin9: 'iso-8859-15',
  latin10: 'iso-8859-16',
  iso88595: 'iso-8859-5',
  iso88596: 'iso-8859-6',
  iso88597: 'iso-8859-7',
  iso88598: 'iso-8859-8',
  win866: 'ibm866',
  win874: 'windows-874',
  win1250: 'windows-1250',
  win1251: 'windows-1251',
  win1252: 'windows-1252',
  win1253: 'windows-1253',
  win1254: 'windows-1254',
  win1255: 'windows-1255',
  win1256: 'windows-1256',
  win1257: 'windows-1257',
  win1258: 'windows-1258',
};

/**
 * Client encodings in which a byte of a character may look like a backslash or a quote, with their aliases.
 * Source: src/common/encnames.c and pg_wchar.h (PG_ENCODING_BE_LAST) of PostgreSQL.
 */
const UNSAFE: ReadonlySet<string> = new Set(
  `sjis mskanji shiftjis win932 windows932 big5 win950 windows950 gbk win936 windows936 uhc win949 windows949
  gb18030 johab shiftjis2004`.split(/\s+/),
);

/** Whether psql cannot be given a script in this client encoding safely. */
export function isUnsafeEncoding(encoding: string): boolean {
  return UNSAFE.has(plain(encoding));
}

/** Whether names go to the server as UTF-8 bytes under this client encoding (SQL_ASCII converts nothing). */
export function takesUtf8(encoding: string | undefined): boolean {
  return ['utf8', 'unicode', 'sqlascii'].includes(plain(encoding ?? 'utf8'));
}

/** Text of a script for people to read; bytes that do not fit the encoding become replacement characters. */
export function decodeText(bytes: Uint8Array, encoding: string | undefined): string {
  return new TextDecoder(LABELS[plain(encoding ?? 'utf8')] ?? 'utf-8').decode(bytes);
}

/** A string as UTF-8 bytes. */
export function encodeUtf8(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

function plain(encoding: string): string {
  return encoding.toLowerCase().replace(/[^a-z0-9]/g, '');
}
