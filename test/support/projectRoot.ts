import path from 'node:path';

/** The folder of package.json. `__dirname` because tsx, Vitest and Playwright all provide it. */
export const projectRoot = path.resolve(__dirname, '..', '..');
