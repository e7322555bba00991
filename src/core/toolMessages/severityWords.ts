import type { Severity } from './toolMessage';

/**
 * The server's severity words, in the languages of its message catalogs (the `postgres` catalogs of PostgreSQL 15).
 * Words that two languages use for different severities stand for the graver one.
 */
const words: Readonly<Record<Severity, readonly string[]>> = {
  fatal: [
    ...['FATAL', 'PANIC', 'PANIK', 'FATALE', 'PANICO', 'FATALT', 'ВАЖНО', 'ПАНИКА', 'ФАТАЛЬНО', 'ПАНІКА'],
    ...['致命错误', '比致命错误还过分的错误', '치명적오류', '손상', 'ფატალური', 'პანიკა'],
  ],
  error: [
    ...['ERROR', 'ERREUR', 'FEHLER', 'ERRORE', 'ERRO', 'FEL', 'BŁĄD', 'HATA', 'ОШИБКА', 'ПОМИЛКА'],
    ...['错误', '錯誤', '오류', 'შეცდომა'],
  ],
  warning: [
    ...['WARNING', 'ATTENTION', 'WARNUNG', 'ATTENZIONE', 'VARNING', 'UYARI', 'OSTRZEŻENIE', 'AVISO'],
    ...['ПРЕДУПРЕЖДЕНИЕ', 'ПОПЕРЕДЖЕННЯ', '警告', '경고', 'გაფრთხილება'],
  ],
  notice: [
    ...['NOTICE', 'HINWEIS', 'NOTIFICA', 'NOTIS', 'ЗАМЕЧАНИЕ', 'ПОВІДОМЛЕННЯ', '注意', '알림'],
    ...[
      'INFO',
      'LOG',
      'DEBUG',
      'LOGG',
      'ИНФОРМАЦИЯ',
      'ІНФОРМАЦІЯ',
      'СООБЩЕНИЕ',
      'ЗАПИСУВАННЯ',
      '信息',
      '日志',
    ],
    ...['정보', '로그', 'ინფორმაცია', 'ჟურნალი', 'UWAGA', 'NOT', 'BİLGİ'],
  ],
};

const severities = new Map<string, Severity>(
  (Object.keys(words) as Severity[]).flatMap((severity) =>
    words[severity].map((word) => [word, severity] as const),
  ),
);

/** The severity that a word of the server stands for; undefined for any other word. */
export function severityOfWord(word: string): Severity | undefined {
  return severities.get(word);
}

/** A server's sentence behind its severity word and two spaces, as libpq prints them. */
export function readServerSentence(line: string): { severity: Severity; text: string } | undefined {
  const match = /^([\p{L}]{2,20}): {2}(.*)$/su.exec(line);
  const severity = severityOfWord(match?.[1] ?? '');
  return severity === undefined ? undefined : { severity, text: match?.[2] ?? '' };
}
