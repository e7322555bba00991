import type { Command } from './command';

/** Shows what was run and what came of it. */
export const showLog: Command = {
  id: 'pgBackup.showLog',
  needsTrust: false,
  run: (editor) => {
    editor.log.show();
    return Promise.resolve();
  },
};
