// The server host for specs: the real program, started as a user starts it, on a data folder of its own.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type ServerHost = {
  /** The address with its one-time code, as printed. */
  openUrl: string;
  url: string;
  token: string;
  dataFolder: string;
  /** Ends the process and starts another on the same folder. */
  restart(): Promise<void>;
  /** A call of the REST API. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
};

const productFolder = join(import.meta.dirname, '..', '..');

/** @param config what is written to config.json before the first start */
export async function startServerHost(config: Record<string, unknown>, env: Record<string, string> = {}): Promise<ServerHost> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'luminora-e2e-'));
  await writeFile(join(dataFolder, 'config.json'), JSON.stringify(config, null, 2), { mode: 0o600 });
  let child: ChildProcess | null = null;
  const host: ServerHost = {
    openUrl: '', url: '', token: '', dataFolder,
    async restart() {
      await stop(child);
      const started = await start(dataFolder, env);
      child = started.child;
      Object.assign(host, { openUrl: started.open_url, url: started.url, token: started.token });
    },
    async call(method, path, body) {
      const response = await fetch(`${new URL(host.url).origin}/api/v1${path}`, {
        method, headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    async close() {
      await stop(child);
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  await host.restart();
  return host;
}

async function start(dataFolder: string, env: Record<string, string>): Promise<{ child: ChildProcess; url: string; token: string; open_url: string }> {
  const child = spawn(process.execPath, [join(productFolder, 'bin', 'luminora.mjs'), 'serve', '--data', dataFolder, '--port', '0', '--json', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env },
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  return { child, ...(JSON.parse(line) as { url: string; token: string; open_url: string }) };
}

async function stop(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
