import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * What VS Code's server writes its logs and output channels with is a native module, which is not compiled here:
 * without it every output channel stays empty. This writes the same lines in JavaScript.
 */
const source = `'use strict';
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
class Logger {
  constructor(type, name, file) {
    this.file = file;
    this.level = 2;
    this.isPlain = false;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
  }
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').slice(0, 23);
    appendFileSync(this.file, this.isPlain ? message : time + ' [' + levels[level] + '] ' + message + '\\n');
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.isPlain = true; }
  flush() {}
  drop() {}
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
`;

/**
 * Puts it in the place of the native module.
 * @param vscode the folder of VS Code's server
 */
export async function placeLogWriter(vscode: string): Promise<void> {
  await writeFile(path.join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'), source);
}
