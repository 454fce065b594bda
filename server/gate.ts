// The first thing every request and every upgrade meets, before routing: the Host and Origin guards on one place for all routes.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { hostRefusal, type Refusal } from './host-guard.ts';
import { originRefusal } from './origin-guard.ts';
import { refusalBody } from './error-response.ts';

/** Answers why a request is turned away, or null when it may go on. */
export type Gate = (request: IncomingMessage) => Refusal | null;

export function createGate(hosts: ReadonlySet<string>, origins: ReadonlySet<string>): Gate {
  return (request) => {
    const head = { url: request.url, method: request.method, rawHeaders: request.rawHeaders };
    return hostRefusal(head, hosts) ?? originRefusal(head, origins);
  };
}

/** Answers a refused request: a sentence, nothing else, and the connection ends. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' });
  response.end(refusalBody(refusal));
}

/** The same on a socket that asked to become a WebSocket. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const body = refusalBody(refusal);
  socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
  socket.once('finish', () => socket.destroy());
}
