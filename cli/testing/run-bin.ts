// Runs bin/luminora.mjs as a person or a script would, on a Node of choice.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';

export const root = resolve(import.meta.dirname, '../..');
const bin = join(root, 'bin', 'luminora.mjs');

export type Finished = { status: number | null; signal: NodeJS.Signals | null; output: string; errors: string };
export type Running = { child: ChildProcess; firstLine: Promise<string>; finished: Promise<Finished> };

export function startBin(words: readonly string[], options: { node?: string; input?: string; env?: Record<string, string> } = {}): Running {
  const child = spawn(options.node ?? process.execPath, [bin, ...words], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', LUMINORA_EMBEDDING_PROVIDER: '', ...options.env } });
  let output = '';
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const firstLine = new Promise<string>((done, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('\n')) done(output.slice(0, output.indexOf('\n')));
    });
    child.on('exit', () => fail(new Error(`ended without a line: ${errors}`)));
  });
  firstLine.catch(() => {});
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input ?? '');
  const finished = new Promise<Finished>((done) => child.on('close', (status, signal) => done({ status, signal, output, errors })));
  return { child, firstLine, finished };
}

/** A Node below 24 on this machine, if there is one. */
export function findOldNode(): string | undefined {
  const candidates = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'].map((folder) => join(folder, 'node'));
  return candidates.find((path) => existsSync(path) && Number(/^v(\d+)/.exec(spawnSync(path, ['--version']).stdout?.toString() ?? '')?.[1] ?? 99) < 24);
}
