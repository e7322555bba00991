declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** Turns the bytes of a name or statement, from `start` up to `end`, into text; never fails. */
export type DecodeText = (bytes: Uint8Array, start: number, end: number) => string;

/** Strings up to this length (bytes) are remembered where they are ASCII: types, schemas and owners come again and again. */
const longestRemembered = 40;
const remembered = 1024;

/**
 * PostgreSQL's names of encodings (documentation, "Supported Character Sets") and the label of each in the Encoding Standard.
 * UTF8 and LATIN1 are decoded without a label; EUC_TW, JOHAB and MULE_INTERNAL have none.
 */
const labels: Readonly<Record<string, string>> = {
  BIG5: 'big5',
  EUC_CN: 'gbk',
  EUC_JIS_2004: 'euc-jp',
  EUC_JP: 'euc-jp',
  EUC_KR: 'euc-kr',
  GB18030: 'gb18030',
  GBK: 'gbk',
  ISO_8859_5: 'iso-8859-5',
  ISO_8859_6: 'iso-8859-6',
  ISO_8859_7: 'iso-8859-7',
  ISO_8859_8: 'iso-8859-8',
  KOI8R: 'koi8-r',
  KOI8U: 'koi8-u',
  LATIN2: 'iso-8859-2',
  LATIN3: 'iso-8859-3',
  LATIN4: 'iso-8859-4',
  LATIN5: 'windows-1254',
  LATIN6: 'iso-8859-10',
  LATIN7: 'iso-8859-13',
  LATIN8: 'iso-8859-14',
  LATIN9: 'iso-8859-15',
  LATIN10: 'iso-8859-16',
  SHIFT_JIS_2004: 'shift_jis',
  SJIS: 'shift_jis',
  UHC: 'euc-kr',
  WIN866: 'ibm866',
  WIN874: 'windows-874',
  WIN1250: 'windows-1250',
  WIN1251: 'windows-1251',
  WIN1252: 'windows-1252',
  WIN1253: 'windows-1253',
  WIN1254: 'windows-1254',
  WIN1255: 'windows-1255',
  WIN1256: 'windows-1256',
  WIN1257: 'windows-1257',
  WIN1258: 'windows-1258',
};

/**
 * A decoder for text in one of PostgreSQL's encodings. Bytes that are not valid in it, and encodings without a decoder
 * (SQL_ASCII among them), are read as UTF-8 where they are valid UTF-8, else byte by byte, so that nothing is lost.
 */
export function textDecoderFor(encoding: string | undefined): DecodeText {
  const name = (encoding ?? 'UTF8').toUpperCase();
  const label = labels[name];
  const attempts = name === 'LATIN1' ? [] : label === undefined ? ['utf-8'] : [label, 'utf-8'];
  const decoders = attempts.map((attempt) => new TextDecoder(attempt, { fatal: true, ignoreBOM: true }));
  const known: string[] = [];
  return (bytes, start, end) => {
    if (end - start <= longestRemembered) {
      const short = shortAscii(known, bytes, start, end);
      if (short !== undefined) return short;
    }
    const encoded = bytes.subarray(start, end);
    for (const decoder of decoders) {
      try {
        return decoder.decode(encoded);
      } catch {
        // Not valid in this encoding: the next one.
      }
    }
    return byteByByte(encoded);
  };
}

/** A short ASCII string, the one that is known already if there is one; undefined for other bytes. */
function shortAscii(known: string[], bytes: Uint8Array, start: number, end: number): string | undefined {
  let hash = end - start;
  let allBits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    hash = (Math.imul(hash, 31) + byte) | 0;
    allBits |= byte;
  }
  if (allBits >= 0x80) return undefined;
  const slot = hash & (remembered - 1);
  const candidate = known[slot];
  if (candidate?.length === end - start && isSame(candidate, bytes, start)) return candidate;
  let decoded = '';
  for (let at = start; at < end; at++) decoded += String.fromCharCode(bytes[at] ?? 0);
  known[slot] = decoded;
  return decoded;
}

function isSame(text: string, bytes: Uint8Array, start: number): boolean {
  for (let index = 0; index < text.length; index++)
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  return true;
}

/** Each byte as the character of that number; in parts, because an argument list has a limit. */
function byteByByte(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 4096)
    text += String.fromCharCode(...bytes.subarray(start, start + 4096));
  return text;
}
