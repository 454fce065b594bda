// Taking and freeing a port.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LuminoraError } from '../core/contract/index.ts';

const politeMs = 300;
const patienceMs = 2000;

/** Starts listening and answers the port taken. A port in use is a sentence that names it. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new LuminoraError('conflict', `Could not listen on ${host} port ${port} (${error.code ?? error.message}). Choose another with --port, or 0 for any free one.`, { details: { host, port }, cause: error }));
    });
    server.listen(port, host, () => resolve());
  });
  server.removeAllListeners('error');
  return (server.address() as AddressInfo).port;
}

/** Lets answers being written finish for a moment, ends the rest, and cuts what is still there after two seconds. */
export async function shutDown(server: Server, endOpen: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const end = setTimeout(endOpen, politeMs);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(end);
  clearTimeout(cut);
}
