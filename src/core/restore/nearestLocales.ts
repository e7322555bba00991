/** Windows' names of languages and regions as ISO codes, read backwards from what this host calls the codes in English. */
declare const Intl: {
  readonly getCanonicalLocales: (locale: string) => string[];
  readonly DisplayNames: new (
    locale: string,
    options: { type: 'language' | 'region' },
  ) => { of(code: string): string | undefined };
};

/** A locale's name in its parts; the encoding is left out, since the database has its own. */
interface LocaleParts {
  readonly language: string;
  readonly region: string | undefined;
  readonly modifier: string | undefined;
}

/**
 * The locales to try in place of one that the server lacks, nearest first: the same under another spelling, the
 * same language in another region, then the one that every server has.
 * @param available the locales that the server lists
 */
export function nearestLocales(
  wanted: string,
  available: readonly string[],
  encoding: string,
): readonly string[] {
  const parts = localeParts(wanted);
  const fallbacks = encoding === 'UTF8' ? ['C.UTF-8', 'C.utf8', 'C'] : ['C'];
  if (parts === undefined) return fallbacks;
  const suffixes = encoding === 'UTF8' ? ['.UTF-8', '.utf8', ''] : ['', '.UTF-8'];
  const base = parts.region === undefined ? parts.language : `${parts.language}_${parts.region}`;
  const modifier = parts.modifier === undefined ? '' : `@${parts.modifier}`;
  const respelt = [modifier, ''].flatMap((end) => suffixes.map((suffix) => `${base}${suffix}${end}`));
  const related = available.filter((name) => localeParts(name)?.language === parts.language).sort();
  const candidates = [...respelt, ...related, ...fallbacks];
  return [...new Set(candidates)].filter((name) => name !== wanted);
}

function localeParts(name: string): LocaleParts | undefined {
  const posix = /^([a-z]{2,3})(?:[_-]([A-Z]{2}))?(?:-[ux]-.*)?(?:\.[\w-]+)?(?:@(\w+))?$/.exec(name);
  if (posix !== null) return { language: posix[1] ?? '', region: posix[2], modifier: posix[3] };
  const [, named, region] = /^(\p{L}[^_.]+)(?:_([^_]+?))?(?:\.(?:\d+|utf-?8))?$/iu.exec(name) ?? [];
  // Windows names a script or a variant in brackets: “Serbian (Latin)”.
  const plain = named?.replace(/\s*\(.*\)$/, '');
  const language =
    codeNamed(named?.replace(/[()]/g, ''), 'language', languageCodes) ??
    codeNamed(plain, 'language', languageCodes);
  if (language === undefined) return undefined;
  return { language, region: codeNamed(region, 'region', regionCodes()), modifier: undefined };
}

function codeNamed(
  name: string | undefined,
  type: 'language' | 'region',
  codes: readonly string[],
): string | undefined {
  if (name === undefined) return undefined;
  const names = new Intl.DisplayNames('en', { type });
  const folded = name.toLowerCase();
  return codes.find((code) => names.of(code)?.toLowerCase() === folded);
}

/** ISO 639-1 codes of the languages for which Windows and the C library have locales. */
const languageCodes =
  'af am ar as az be bg bn bo br bs ca cs cy da de el en es et eu fa fi fil fo fr fy ga gd gl gu he hi hr hu hy id ig is it ja ka kk kl km kn ko ku ky lb lo lt lv mi mk ml mn mr ms mt my nb ne nl nn no oc or pa pl ps pt qu rm ro ru rw sa se si sk sl sq sr sv sw ta te tg th tk tn tr tt ug uk ur uz vi wo xh yo zh zu'.split(
    ' ',
  );

/** Codes that are still in use: “DD” too is called Germany. */
function regionCodes(): readonly string[] {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
}
