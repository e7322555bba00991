const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size as people of that language write it: `72 kB`, `72 ko`; decimal units. */
export function formatBytes(bytes: number, language: string): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumSignificantDigits: size >= 100 ? 3 : 2,
  }).format(size);
}

/** A duration as people read it: `0.8 s`, `12 s`, `3 min 5 s`. */
export function formatDuration(milliseconds: number, language: string): string {
  const seconds = milliseconds / 1000;
  const digits = seconds < 10 ? 1 : 0;
  if (seconds < 120) {
    const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return `${new Intl.NumberFormat(language, format).format(seconds)} s`;
  }
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A moment in the reader's time zone. @param moment milliseconds since 1970 */
export function formatMoment(moment: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
}

/** The same, shorter: of a moment in this year, the year goes without saying. */
export function formatMomentBriefly(moment: number, language: string, now = Date.now()): string {
  const isThisYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    ...(!isThisYear && { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(moment);
}
