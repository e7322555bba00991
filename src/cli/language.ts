import { translator, type Translate } from '../core/text';
import type { CommandLinePorts } from './ports';

/** Speaks the language of the environment, as the C library picks it; English where there is no translation. */
export function translatorFor({
  environment,
  translations,
}: Pick<CommandLinePorts, 'environment' | 'translations'>): Translate {
  const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return translator(translations[/^[a-z]{2}/.exec(locale ?? '')?.[0] ?? 'en'] ?? {});
}
