// Speaks HTTP over a bare socket, so that tests can say what no decent client would.
import { connect } from 'node:net';

export type RawAnswer = { status: number; head: string; body: string };

const enoughBytes = 1000;

/** Sends `text` as it is and reads until the server ends, became a socket, or said a thousand bytes; or until `quietMs` pass without one. Status 0: it said nothing. */
export function sendRaw(port: number, text: string, options: { quietMs?: number; host?: string } = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, options.host ?? '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.setTimeout(options.quietMs ?? 1500, () => socket.destroy());
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const isEnough = chunks.reduce((sum, part) => sum + part.length, 0) > enoughBytes;
      if (isEnough || chunks[0]?.subarray(0, 12).toString('latin1') === 'HTTP/1.1 101') socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      const all = Buffer.concat(chunks).toString('utf8');
      const split = all.indexOf('\r\n\r\n');
      const head = split < 0 ? all : all.slice(0, split);
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0), head, body: split < 0 ? '' : all.slice(split + 4) });
    });
  });
}

/** A request's text. `Connection: close` is added so that the answer has an end. */
export function rawRequest(method: string, target: string, headers: readonly (readonly [string, string])[], body = ''): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = body === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${target} HTTP/1.1\r\n${lines}${length}${/upgrade:/i.test(lines) ? '' : 'Connection: close\r\n'}\r\n${body}`;
}
