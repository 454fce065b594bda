// A server on a free port over the contract engine, with a small folder of screens.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGate } from '../gate.ts';
import { startGuardedServer, type RunningServer } from '../server.ts';
import { createContractEngine, secretWord, type ContractEngine } from './contract-engine.ts';

export type TestServer = { server: RunningServer; engine: ContractEngine; port: number; folder: string; close(): Promise<void> };

export async function startTestServer(options: { makeGate?: typeof createGate; now?: () => number; host?: string } = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'luminora-screens-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), `<!doctype html><title>${secretWord}</title>`);
  writeFileSync(join(folder, 'assets', 'app-1a2b3c.js'), `export const word = '${secretWord}';`);
  const engine = createContractEngine();
  const server = await startGuardedServer({
    engine, port: 0, rendererFolder: folder, ...(options.now ? { now: options.now } : {}), ...(options.host === undefined ? {} : { host: options.host }),
  }, options.makeGate ?? createGate);
  return {
    server, engine, folder, port: Number(new URL(server.url).port),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
