import { addConnection } from './addConnection';
import { backUpDatabase } from './backUpDatabase';
import type { Command } from './command';
import { enterPassword } from './enterPassword';
import { refresh } from './refresh';
import { removeConnection } from './removeConnection';
import { restoreIntoNewDatabase } from './restoreIntoNewDatabase';
import { showLog } from './showLog';

/** All commands. */
export const commands: readonly Command[] = [
  addConnection,
  removeConnection,
  enterPassword,
  refresh,
  backUpDatabase,
  restoreIntoNewDatabase,
  showLog,
];
