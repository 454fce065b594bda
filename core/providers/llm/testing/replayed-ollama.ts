// An HTTP server on this machine that speaks Ollama's protocol as recorded from a real one (0.17.4), with faults on demand. For tests.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Fault = 'error-line' | 'reset' | 'stall' | 'end-early' | 'html' | 'garbage-line' | 'status-500' | 'empty';
export type ReplayScript = {
  /** The reply for a chat request; words by default. */
  reply(lastUserText: string): string;
  fault?: Fault;
  /** Deltas before the fault. */
  faultAfter?: number;
  /** Bytes per write; 0 writes whole lines. */
  bytesPerWrite?: number;
  delayMs?: number;
  models?: string[];
  contextWords?: number;
};
export type ReplayedOllama = { url: string; script: ReplayScript; requests: { path: string; body: unknown }[]; openSockets(): number; close(): Promise<void> };

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function writeCut(response: ServerResponse, text: string, script: ReplayScript): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  const size = script.bytesPerWrite ?? 0;
  if (size === 0) response.write(bytes);
  else for (let index = 0; index < bytes.length; index += size) {
    response.write(bytes.subarray(index, index + size));
    if (index % (size * 16) === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

async function answerChat(response: ServerResponse, body: { model: string; messages: { content: string }[]; format?: unknown; options?: { stop?: string[]; num_predict?: number } }, script: ReplayScript) {
  const json = (status: number, value: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (!(script.models ?? ['luna:latest']).some((name) => name === body.model || name === `${body.model}:latest`)) return json(404, { error: `model '${body.model}' not found` });
  const words = body.messages.flatMap((message) => message.content.split(/\s+/)).length;
  if (words > (script.contextWords ?? 8000)) return json(400, { error: 'the input length exceeds the context length' });
  if (script.fault === 'html') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
  if (script.fault === 'status-500') return json(500, { error: 'llama runner process has terminated: exit status 2' });
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const line = (value: object) => writeCut(response, `${JSON.stringify({ model: body.model, created_at: '2026-11-21T12:03:26.416509835Z', ...value })}\n`, script);
  let text = body.format ? '{"name":"Paul","age":45}' : script.reply(body.messages.at(-1)?.content ?? '');
  for (const stop of body.options?.stop ?? []) text = text.includes(stop) ? text.slice(0, text.indexOf(stop)) : text;
  const pieces = script.fault === 'empty' ? [] : (text.match(/\S+\s*/g) ?? []);
  const limit = Math.min(pieces.length, body.options?.num_predict ?? Infinity);
  for (let index = 0; index <= limit; index += 1) {
    if (response.destroyed) return;
    if (script.fault && index === (script.faultAfter ?? 0)) {
      if (script.fault === 'error-line') return void (await writeCut(response, `${JSON.stringify({ error: 'an error was encountered while running the model: unexpected EOF' })}\n`, script), response.end());
      if (script.fault === 'reset') return void (await sleep(20), response.socket?.resetAndDestroy());
      if (script.fault === 'end-early') return void response.end();
      if (script.fault === 'garbage-line') return void (await writeCut(response, '{"message": not json}\n', script), response.end());
      if (script.fault === 'stall') return;
    }
    if (index === limit) break;
    await line({ message: { role: 'assistant', content: index === 0 ? ` ${pieces[index]}` : pieces[index] }, done: false });
    if (script.delayMs) await sleep(script.delayMs);
  }
  await line({ message: { role: 'assistant', content: '' }, done: true, done_reason: limit < pieces.length ? 'length' : 'stop', total_duration: 784902717, load_duration: 113917732, prompt_eval_count: words + 8, prompt_eval_duration: 418510434, eval_count: Math.max(1, limit), eval_duration: 217105691 });
  response.end();
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startReplayedOllama(script: ReplayScript): Promise<ReplayedOllama> {
  const requests: ReplayedOllama['requests'] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const body: unknown = text === '' ? null : JSON.parse(text);
    requests.push({ path: request.url ?? '', body });
    const json = (value: unknown) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/api/version') return json({ version: '0.17.4' });
    if (request.url === '/api/tags') {
      const models = script.models ?? ['luna:latest'];
      return json({ models: models.map((name) => ({ name, model: name, size: 253113668, details: { format: 'gguf', family: /embed/.test(name) ? 'nomic-bert' : 'gemma3', parameter_size: '268.10M' } })) });
    }
    if (request.url === '/api/chat') return void (await answerChat(response, body as Parameters<typeof answerChat>[1], script));
    if (request.url === '/api/pull') {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      if (script.fault === 'error-line') return void response.end('{"status":"pulling manifest"}\n{"error":"pull model manifest: file does not exist"}\n');
      return void response.end('{"status":"pulling manifest"}\n{"status":"pulling 1a2b","digest":"sha256:1a2b","total":1000,"completed":400}\n{"status":"pulling 1a2b","digest":"sha256:1a2b","total":1000,"completed":1000}\n{"status":"success"}\n');
    }
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, script, requests,
    openSockets: () => sockets.size,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
