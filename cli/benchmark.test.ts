// What `luminora benchmark` says, in both languages, and the commands as processes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BenchmarkFigure, BenchmarkRun } from '../core/contract/index.ts';
import { benchmarkLines } from './benchmark.ts';
import { startBin } from './testing/run-bin.ts';
import { createSay, type Language } from './texts.ts';

const figure = (more: Partial<BenchmarkFigure>): BenchmarkFigure => ({ model: 'e5', precision: 'int8', device: 'cpu', suite: 'similarity', name: 'es', value: 0.8124, unit: 'rho', n: 1500, low: 0.75, high: 0.9, ...more });
const run = (more: Partial<BenchmarkRun>): BenchmarkRun => ({ id: '01R', created_at: Date.UTC(2026, 4, 1, 12), product_version: '0.1.0', machine: 'linux\u001b[2J x64', data_hash: 'abcdef0123456789', data_name: 'built-in', figures: [figure({})], error: null, ...more });
const lines = (language: Language, one: BenchmarkRun, ...earlier: BenchmarkRun[]) => benchmarkLines({ say: createSay(language), language }, one, earlier);

describe('luminora benchmark', () => {
  it('says each figure beside the one before it on the same texts', () => {
    const speed = figure({ suite: 'speed', name: 'throughput', value: 1204.4, unit: 'texts/s', low: null, high: null });
    const now = run({ figures: [figure({}), speed, figure({ model: 'tiny' })] });
    const [head, texts, , columns, ...rows] = lines('en', now, run({ data_hash: 'other', figures: [figure({ value: 0.1 })] }), run({ figures: [figure({ value: 0.7 }), figure({ model: 'tiny', precision: 'fp32' })] }));
    expect(head).toContain('linux␛[2J x64');
    expect(texts).toBe('Texts: built-in (abcdef012345)');
    expect(columns).toBe('measure           model          value  unit     95 % interval      n  before');
    expect(rows).toEqual([
      'similarity es     e5 int8 cpu    0.812  rho      0.750 – 0.900  1,500   0.700',
      'similarity es     tiny int8 cpu  0.812  rho      0.750 – 0.900  1,500',
      'speed throughput  e5 int8 cpu    1,204  texts/s                 1,500',
    ]);
  });

  it('says it in Spanish, with what went wrong', () => {
    const told = lines('es', run({ error: { code: 'model_damaged', message: 'cut\nshort', retryable: false } }));
    expect(told[1]).toBe('Textos: built-in (abcdef012345)');
    expect(told[3]).toContain('intervalo del 95 %');
    expect(told[4]).toContain('0,812');
    expect(told.at(-1)).toBe('cut short');
    expect(lines('es', run({ figures: [] }))).toHaveLength(2);
  });

  it('runs: measures texts of one\'s own, lists, removes, and refuses what it does not know', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'luminora-benchmark-'));
    writeFileSync(join(folder, 'sts.en.tsv'), 'The dog sleeps.\tThe dog is asleep.\t5\nThe dog sleeps.\tThe cat is awake.\t2\nThe dog sleeps.\tTaxes rise again.\t0\n');
    const start = (...words: string[]) => startBin(['benchmark', ...words, '--data', join(folder, 'data'), '--set', 'llm_provider.name=scripted', '--lang', 'en']).finished;
    try {
      const measured = await start('embeddings', '--models', 'all-MiniLM-L6-v2', '--suites', 'similarity', '--texts', folder, '--json');
      expect(measured.errors).toBe('');
      const told = JSON.parse(measured.output) as BenchmarkRun;
      expect(told).toMatchObject({ error: null, figures: [{ model: 'all-MiniLM-L6-v2', suite: 'similarity', name: 'en', value: 1, n: 3 }] });
      expect((await start('list')).output).toContain(`${told.id}\nTexts: luminora-benchmark-`);
      expect(await start('remove', told.id)).toMatchObject({ status: 0, output: 'Deleted.\n' });
      expect((await start('list')).output).toContain('Nothing has been measured yet');
      expect(await start('embeddings', '--suites', 'beauty')).toMatchObject({ status: 2, errors: expect.stringContaining('There is no suite "beauty"') as string });
      expect(await start('embeddings', '--models', 'nowhere')).toMatchObject({ status: 8, errors: expect.stringContaining('"nowhere"') as string });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
