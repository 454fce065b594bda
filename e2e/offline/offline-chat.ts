// Run inside a network namespace that has loopback only: starts the server, talks to it in Spanish through the embedded model, restarts it, asks again.
// Arguments: data folder, folder of downloaded models. Prints one JSON line.
import { spawn } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [dataFolder, modelsFolder] = process.argv.slice(2);
if (!dataFolder || !modelsFolder) throw new Error('usage: offline-chat.ts DATA_FOLDER MODELS_FOLDER');
const productFolder = join(import.meta.dirname, '..', '..');

type Turn = { message: { content: string; status: string; model: string | null }; trace: { recalled: { text: string }[] } | null; error: { message: string } | null };

async function withServer<Result>(work: (ask: (method: string, path: string, body?: unknown) => Promise<unknown>) => Promise<Result>): Promise<Result> {
  const child = spawn(process.execPath, [join(productFolder, 'bin', 'luminora.mjs'), 'serve', '--data', dataFolder!, '--port', '0', '--json', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LUMINORA_LLM_PROVIDER: 'embedded', LUMINORA_DOWNLOADS_FOLDER: modelsFolder! },
  });
  try {
    const [line] = await new Promise<string[]>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (text) => resolve([text]));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    const { url, token } = JSON.parse(line!) as { url: string; token: string };
    return await work(async (method, path, body) => {
      const response = await fetch(`${new URL(url).origin}/api/v1${path}`, {
        method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    });
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    if (child.exitCode === null) await ended;
  }
}

const say = async (ask: (method: string, path: string, body?: unknown) => Promise<unknown>, session: string, message: string) =>
  await ask('POST', `/sessions/${session}/messages`, { message, client_message_id: crypto.randomUUID() }) as Turn;

const outside = await fetch('http://192.0.2.1/', { signal: AbortSignal.timeout(2000) }).then(() => 'reached', () => 'unreachable');
let session = '';
const turns: Turn[] = [];
await withServer(async (ask) => {
  session = ((await ask('POST', '/sessions', { personality: 'luna', user_id: 'default' })) as { id: string }).id;
  turns.push(await say(ask, session, 'Hola, soy Diego. Mi perro se llama Max.'));
  turns.push(await say(ask, session, 'Hoy hemos ido al parque.'));
});
await withServer(async (ask) => { turns.push(await say(ask, session, '¿Cómo se llama mi perro?')); });
process.stdout.write(`${JSON.stringify({
  interfaces: Object.keys(networkInterfaces()), outside,
  replies: turns.map(({ message, error }) => ({ text: message.content, status: message.status, model: message.model, error: error?.message ?? null })),
  recalled: turns.at(-1)?.trace?.recalled.map(({ text }) => text) ?? [],
})}\n`);
