// The first process to open a data folder has it; the next ones find its address there and speak to it over the socket.
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLuminoraError, LuminoraError, type Client } from '../core/contract/index.ts';
import type { Engine } from '../core/index.ts';
import type { Cli } from './terminal.ts';

export type FolderOptions = { data?: string; config?: string; set?: Record<string, string> };
export type Owner = { pid: number | null; url: string; token: string };
export type Opened =
  | { kind: 'engine'; engine: Engine; client: Client; close(): Promise<void> }
  | { kind: 'remote'; owner: Owner; client: Client; close(): Promise<void> };

/** Folder of the installed program: migrations/, models/, personalities/ and the built screens. */
export const productFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const rendererFolder = resolve(productFolder, 'dist', 'renderer');

const attempts = 5;
const attemptMs = 300;

/** Opens the engine on the folder; no other process may have it. */
async function openHere(cli: Cli, options: FolderOptions): Promise<Engine> {
  const { openEngine, defaultDataFolder } = await import('../core/index.ts');
  const folder = options.data ?? cli.terminal.env['LUMINORA_DATA'];
  return openEngine({
    dataFolder: folder === undefined || folder === '' ? defaultDataFolder() : resolve(folder),
    productFolder, env: cli.terminal.env,
    ...(options.config === undefined ? {} : { configFile: resolve(options.config) }),
    ...(options.set === undefined ? {} : { flags: options.set }),
  });
}

/** Opens the engine, or connects to the process that has the folder. One that is just ending, or just starting, is waited for a moment. */
export async function openOrConnect(cli: Cli, options: FolderOptions): Promise<Opened> {
  for (let attempt = 1; ; attempt++) {
    try {
      const engine = await openHere(cli, options);
      return { kind: 'engine', engine, client: engine.client, close: () => engine.close() };
    } catch (error) {
      const connected = await connectToOwner(cli, error).catch((refusal: unknown) => {
        const isHeld = isLuminoraError(refusal) && refusal.code === 'data_folder_in_use';
        if (!isHeld || attempt >= attempts) throw refusal;
        return null;
      });
      if (connected) return connected;
      await new Promise((wait) => setTimeout(wait, attemptMs));
    }
  }
}

/** The process named by a `data_folder_in_use` error; any other error, and an owner that cannot be talked to, is thrown on. */
async function connectToOwner(cli: Cli, error: unknown): Promise<Extract<Opened, { kind: 'remote' }>> {
  if (!isLuminoraError(error) || error.code !== 'data_folder_in_use') throw error;
  const { address_file: file, pid, path } = error.details;
  const owner = typeof file === 'string' ? await readOwner(file) : null;
  const silent = new LuminoraError('data_folder_in_use', cli.say('folderInUse', { folder: String(path), pid: typeof pid === 'number' ? pid : cli.say('unknown') }), { details: { pid: pid ?? null }, cause: error });
  if (!owner) throw silent;
  const { connectClient } = await import('./remote-client.ts');
  try {
    const { client, close } = await connectClient(owner);
    return { kind: 'remote', owner, client, close };
  } catch {
    throw silent;
  }
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    const { pid, url, token } = JSON.parse(await readFile(file, 'utf8')) as { pid?: unknown; url?: unknown; token?: unknown };
    if (typeof url !== 'string' || typeof token !== 'string' || !isLoopback(url)) return null;
    return { pid: typeof pid === 'number' ? pid : null, url, token };
  } catch {
    return null;
  }
}

/** A token is only ever sent to this machine. */
function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname) && new URL(url).protocol === 'http:';
}
