// Starts writers, kills them at random moments, and counts what was promised and what is there.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { auditDatabase } from '../../providers/storage/sqlite/audit.ts';

export type Plant = 'none' | 'early-ack';
export type KillReport = {
  kills: number;
  acked: number;
  /** Acknowledged messages that are not stored. */
  lost: number;
  /** Client ids stored more than once. */
  duplicated: number;
  /** Committed but not acknowledged when the process died, and recognised on retry. */
  recognised: number;
  /** How the kills spread: before the first acknowledgement of their process, and after. */
  killsBeforeFirstAck: number;
};

/** Kills `kills` writers one after the other on one folder; each goes on where the acknowledgements end. */
export async function killWriters(folder: string, kills: number, plant: Plant, random: () => number): Promise<KillReport> {
  const report: KillReport = { kills: 0, acked: 0, lost: 0, duplicated: 0, recognised: 0, killsBeforeFirstAck: 0 };
  const acked = new Set<number>();
  let next = 0;
  while (report.kills < kills) {
    const lines = await runAndKill(folder, next, plant, random);
    report.kills += 1;
    const acks = lines.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4)));
    for (const number of acks) acked.add(number);
    report.recognised += lines.filter((line) => line.startsWith('known ')).length;
    if (acks.length === 0) report.killsBeforeFirstAck += 1;
    next = Math.max(next, ...acks.map((number) => number + 1));
  }
  const stored = readStoredNumbers(folder);
  report.acked = acked.size;
  report.lost = [...acked].filter((number) => !stored.has(number)).length;
  report.duplicated = [...stored.values()].filter((count) => count > 1).length;
  return report;
}

/** The whole lines a writer printed until it was killed. */
function runAndKill(folder: string, first: number, plant: Plant, random: () => number): Promise<string[]> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), folder, String(first), String(first + 1_000_000), plant], {
      stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: join(folder, '..', 'compile-cache') },
    });
    let output = '';
    let errors = '';
    let timer: NodeJS.Timeout | undefined;
    const kill = (): void => { child.kill('SIGKILL'); };
    // One in ten dies while it opens the database, the others within some commits of their first acknowledgement.
    if (random() < 0.1) timer = setTimeout(kill, 40 + random() * 60);
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      timer ??= setTimeout(kill, random() * 30);
    });
    child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
    child.on('error', fail);
    child.on('close', (_code, signal) => {
      clearTimeout(timer);
      if (signal !== 'SIGKILL') fail(new Error(`The writer ended by itself: ${errors}`));
      else done(output.split('\n').slice(0, -1));
    });
  });
}

/** How often each number is stored, read past the provider. */
function readStoredNumbers(folder: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const content of auditDatabase(join(folder, 'luminora.db')).contents) {
    const number = Number(/número (\d+)/.exec(content)?.[1]);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

/** A seeded source of numbers in [0, 1), so that a failing run can be told apart by its seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
