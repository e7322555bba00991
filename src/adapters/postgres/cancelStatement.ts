import { createConnection } from 'node:net';
import type { Client } from 'pg';

/** Fields of the driver's client that its types leave out. */
interface ClientState {
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly readyForQuery: boolean;
}

/** Milliseconds that the server may take to hear the request. */
const patienceMilliseconds = 1000;
/** Source: https://www.postgresql.org/docs/current/protocol-message-formats.html, CancelRequest */
const cancelRequestCode = 80_877_102;

/** Whether the server still works on a statement of this client. */
export function isBusy(client: Client): boolean {
  const { readyForQuery } = client as unknown as ClientState;
  return !client.connection.stream.destroyed && !readyForQuery;
}

/**
 * Asks the server to give up the client's statement in hand. Closing the connection alone would not: the server
 * notices that only when it has something to say, and a statement that waits or counts has nothing to say for long.
 * Resolves when the server has taken the request; never fails.
 */
export async function cancelStatement(client: Client): Promise<void> {
  const { processID, secretKey } = client as unknown as ClientState;
  if (processID === null || secretKey === null) return;
  const request = Buffer.alloc(16);
  request.writeInt32BE(request.length, 0);
  request.writeInt32BE(cancelRequestCode, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  const { host, port } = client;
  await new Promise<void>((resolve) => {
    const socket = createConnection(
      host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host: addressOf(client), port },
    );
    socket.setTimeout(patienceMilliseconds, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
    socket.end(request);
    // The server answers by closing; without a reader its end would not be seen.
    socket.resume();
  });
}

/** The address that the client is connected to: a name can lead to several servers. */
function addressOf(client: Client): string {
  const { stream } = client.connection;
  return 'remoteAddress' in stream && typeof stream.remoteAddress === 'string'
    ? stream.remoteAddress
    : client.host;
}
