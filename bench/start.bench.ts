// From starting the process to a page that can be used: the server's ready line, then its first page and first call.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productFolder } from '../core/index.ts';
import { round, summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

export async function benchStart(runs: number): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-start-'));
  const times: number[] = [];
  const memory: number[] = [];
  try {
    for (let run = 0; run < runs + 1; run += 1) {
      const start = performance.now();
      const child = spawn(process.execPath, [join(productFolder, 'bin', 'luminora.mjs'), 'serve', '--data', folder, '--port', '0', '--json', '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const line = await firstLine(child.stdout);
      const { url, token } = JSON.parse(line) as { url: string; token: string };
      const base = new URL(url).origin;
      await (await fetch(`${base}/`)).text();
      const sessions = await fetch(`${base}/api/v1/sessions`, { headers: { authorization: `Bearer ${token}` } });
      if (!sessions.ok) throw new Error(`the first call answered ${sessions.status}`);
      // The first run makes the database; what is measured is every later start.
      if (run > 0) {
        times.push(performance.now() - start);
        memory.push(await residentMegabytes(child.pid!));
      }
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exited;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return [
    { name: 'start to a usable page (second start)', unit: 'ms', values: summarize(times), floor: { value: 'p95', limit: 3000 } },
    { name: 'memory just after the start', unit: 'MB', values: { rss_median: round(summarize(memory).p50) }, floor: null },
  ];
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
  }
  throw new Error('the server ended before it was ready');
}

/** Linux only; NaN elsewhere. */
async function residentMegabytes(pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1000;
}
