// `luminora memory audit` as a process: shows, asks, mends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEngine } from '../core/index.ts';
import { root, startBin } from './testing/run-bin.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-audit-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const scripted = ['--set', 'llm_provider.name=scripted', '--set', 'embedding_provider.name=scripted'];
const audit = (words: string[], input = '') => startBin(['memory', 'audit', '--data', folder, ...scripted, ...words], { input }).finished;

it('tells what is wrong, mends after a yes, and refuses what it does not know', async () => {
  const engine = await openEngine({ dataFolder: folder, productFolder: root, env: {}, defaults: { llm_provider: { name: 'scripted' }, embedding_provider: { name: 'scripted' } } });
  for (const scope of ['', 'luna']) await engine.client.memory.addFact({ category: 'hobbies', key: 'hobby', value: 'ajedrez', scope });
  await engine.close();

  const refused = await audit(['--mend', 'everything']);
  expect([refused.status, refused.errors]).toEqual([2, expect.stringContaining('exact, all-safe')]);
  const asked = await audit(['--mend', 'exact', '--lang', 'es'], 'n\n');
  expect([asked.status, asked.output]).toEqual([0, expect.stringMatching(/Guardado 2 veces: «.*ajedrez.*» *\.? *\[unir\][\s\S]*No se cambió nada/)]);
  const mended = await audit(['--mend', 'all-safe', '--lang', 'en'], 'y\n');
  expect([mended.status, mended.output]).toEqual([0, expect.stringContaining('Mended: 1. Skipped: 0.')]);
  const { report, mended: none } = JSON.parse((await audit(['--mend', 'exact', '--json', '--yes'])).output) as { report: { findings: unknown[]; counts: unknown }; mended: unknown };
  expect([report.findings, report.counts, none]).toEqual([[], { facts: 1, past_facts: 1, episodes: 0 }, null]);
}, 300_000);
