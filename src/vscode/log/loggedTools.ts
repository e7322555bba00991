import type { LogOutputChannel } from 'vscode';
import { maskPasswords } from '../../core/connection/maskPasswords';
import type { ToolPorts } from '../../core/tools/ports';
import { oneLine } from '../plainMessage';
import { shownCommand } from './shownCommand';

/** The same ports, with every call of a program and what it says noted in the log. */
export function withLoggedTools<T extends ToolPorts>(ports: T, log: LogOutputChannel): T {
  return {
    ...ports,
    runTool: async (tool, commandLine, onLine, signal, input) => {
      log.info(oneLine(shownCommand(tool.program, commandLine)));
      const started = performance.now();
      const tell = (line: string): void => {
        log.debug(oneLine(maskPasswords(line)));
        onLine(line);
      };
      const exit = await ports.runTool(tool, commandLine, tell, signal, input);
      const how = exit.exitCode === undefined ? `signal ${exit.signal ?? '?'}` : `exit code ${exit.exitCode}`;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      log.info(`${commandLine.tool} ${tool.version}: ${how} after ${seconds} s`);
      return exit;
    },
  };
}
