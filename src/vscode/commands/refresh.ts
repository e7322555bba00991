import type { Command } from './command';

/** Looks again at servers and folders. */
export const refresh: Command = {
  id: 'pgBackup.refresh',
  needsTrust: false,
  run: (editor, node) => {
    editor.view.refresh(node);
    return Promise.resolve();
  },
};
