// `luminora serve`: the app and the API on one loopback address.
import type { Engine } from '../core/index.ts';
import type { RunningServer } from '../server/index.ts';
import { LuminoraError } from '../core/contract/index.ts';
import { openOrConnect, rendererFolder, type FolderOptions, type Opened } from './open.ts';
import type { Cli } from './terminal.ts';

export type ServeOptions = FolderOptions & { port?: number; open?: boolean };

/** Serves until it is told to end; answers the exit status. */
export async function serve(cli: Cli, options: ServeOptions): Promise<number> {
  const interrupted = new Promise<void>((resolve) => cli.terminal.onInterrupt(resolve));
  const flags = { ...options.set, ...(options.port === undefined ? {} : { 'server.port': String(options.port) }) };
  const [opened] = await Promise.all([openOrConnect(cli, { ...options, set: flags }), import('../server/index.ts')]);
  if (opened.kind === 'remote') return showRunning(cli, opened, options);
  const { engine } = opened;
  try {
    const server = await serveEngine(engine);
    try {
      await announce(cli, { url: server.url, token: server.token(), openUrl: server.openUrl(), folder: engine.dataFolder, open: options.open === true });
      await interrupted;
      if (!cli.json) cli.note(cli.say('serveEnding'));
    } finally {
      await server.close();
    }
  } finally {
    await engine.close();
  }
  return 0;
}

/** Listens where the configuration says and tells other processes. */
export async function serveEngine(engine: Engine, options: { port?: number } = {}): Promise<RunningServer> {
  const [{ startServer }, { values }] = await Promise.all([import('../server/index.ts'), engine.client.settings.read()]);
  const setting = (path: string): unknown => values.find((value) => value.path === path)?.value;
  const host = setting('server.host');
  const server = await startServer({
    engine, rendererFolder,
    port: options.port ?? Number(setting('server.port') ?? 0),
    host: host === '::1' ? '::1' : '127.0.0.1',
  });
  await engine.publishAddress({ url: server.url, token: server.token() });
  return server;
}

/** Another process serves this folder: its address is the answer, and nothing is left to do here. */
async function showRunning(cli: Cli, opened: Extract<Opened, { kind: 'remote' }>, options: ServeOptions): Promise<number> {
  const { owner } = opened;
  await opened.close();
  const response = await fetch(`${owner.url}/auth/code`, { method: 'POST', headers: { authorization: `Bearer ${owner.token}` }, signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new LuminoraError('provider_unavailable', `Process ${owner.pid ?? ''} at ${owner.url} gave no new address (${response.status}).`);
  const { open_url: openUrl } = (await response.json()) as { open_url: string };
  await announce(cli, { url: owner.url, token: owner.token, openUrl, pid: owner.pid, open: options.open === true });
  return 0;
}

type Address = { url: string; token: string; openUrl: string; open: boolean; folder?: string; pid?: number | null };

async function announce(cli: Cli, address: Address): Promise<void> {
  if (cli.json) cli.line(JSON.stringify({ url: address.url, token: address.token, open_url: address.openUrl }));
  else {
    cli.line(address.folder === undefined ? cli.say('serveShared', { pid: address.pid ?? cli.say('unknown') }) : cli.say('serveReady'));
    cli.line(`  ${address.openUrl}`);
    if (address.folder !== undefined) cli.line(`${cli.say('serveData', { folder: address.folder })} ${cli.say('serveStop')}`);
  }
  if (!address.open) return;
  const { default: openInBrowser } = await import('open');
  const child = await openInBrowser(address.openUrl).catch(() => undefined);
  child?.on('error', () => {});
  child?.unref();
}
