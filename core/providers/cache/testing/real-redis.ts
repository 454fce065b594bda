// A real Redis server of one's own on a free loopback port, for tests, benches and scripts. It writes nothing to disk.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';

const program = process.env['LUMINORA_REDIS'] ?? 'redis-server';

/** Whether this machine has the program. */
export const hasRedis = spawnSync(program, ['--version']).status === 0;

export type RealRedis = {
  url: string; port: number;
  /** SIGKILL, as when a machine fails. */
  kill(): Promise<void>;
  /** Again on the same port, empty. */
  restart(): Promise<void>;
  /** Neither answers nor closes until `resume`. */
  hang(): void;
  resume(): void;
};

/** @throws when the server does not answer within ten seconds */
export async function startRedis(port?: number): Promise<RealRedis> {
  const chosen = port ?? await freePort();
  let server: ChildProcess | null = null;
  const end = async (): Promise<void> => {
    const ending = server;
    server = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    server = spawn(program, ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'], { stdio: 'ignore', cwd: tmpdir() });
    for (let attempt = 0; attempt < 500; attempt += 1) {
      if (server.exitCode !== null) break;
      if (await answers(chosen)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await end();
    throw new Error(`redis-server did not start on port ${chosen}.`);
  };
  await start();
  // A test that fails before it has killed its server leaves none behind.
  process.once('exit', () => { server?.kill('SIGKILL'); });
  return { url: `redis://127.0.0.1:${chosen}`, port: chosen, kill: end, restart: async () => { await end(); await start(); }, hang: () => { server?.kill('SIGSTOP'); }, resume: () => { server?.kill('SIGCONT'); } };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const done = (isUp: boolean) => { socket.destroy(); resolve(isUp); };
    socket.setTimeout(500, () => done(false)).on('error', () => done(false)).on('data', (data) => done(data.toString().startsWith('+PONG')));
    socket.write('PING\r\n');
  });
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => probe.on('error', reject).listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
  }));
}
