import type { TestProject } from 'vitest/node';
import { startPrivateServer, type ServerAddress } from '../support/privateServer';

declare module 'vitest' {
  interface ProvidedContext {
    /** The one private server of a run; each test file makes databases of its own in it. */
    server: ServerAddress;
  }
}

/** Starts the private server of the integration tests; returns what stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const {
    url: _url,
    installExtension: _installExtension,
    stop,
    ...address
  } = await startPrivateServer({
    settings: { max_connections: 60, max_locks_per_transaction: 64 },
  });
  project.provide('server', address);
  return stop;
}
