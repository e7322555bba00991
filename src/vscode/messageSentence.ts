import type { Translate } from '../core/text';
import type { ToolMessage } from '../core/toolMessages/toolMessage';

/** What a message of a tool says, with what the tool was about to do where it told. */
export function messageSentence({ lead, ownText, text }: ToolMessage, translate: Translate): string {
  const said = ownText === undefined ? text : translate(ownText);
  return lead === undefined ? said : `${lead}: ${said}`;
}
