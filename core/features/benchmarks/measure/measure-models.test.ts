// The whole of a measurement, with vectors whose figures are known.
import { describe, expect, it } from 'vitest';
import { LuminoraError } from '../../../contract/errors.ts';
import { breathe } from '../../../lib/breathe.ts';
import { createScriptedEmbeddings } from '../../../providers/embeddings/scripted.ts';
import { builtInSets, speedTexts } from '../sets/built-in.ts';
import type { TestSet } from '../sets/test-sets.ts';
import { measureModels, readsOf, type MeasureParts, type Plan } from './measure-models.ts';
import type { ModelVariant, OpenedModel } from './measured-model.ts';

const variant = (id: string, precision: ModelVariant['precision'] = 'int8'): ModelVariant => ({ id, precision, size_bytes: 12_000_000 });
/** The vector of a text by a table; what is not in it lies aside. */
const byTable = (table: Record<string, readonly number[]>): OpenedModel => ({ device: 'cpu', embed: async (texts) => texts.map((text) => Float32Array.from(table[text] ?? [0, 0, 1])), close: async () => undefined });
const words = (): OpenedModel => ({ ...createScriptedEmbeddings({ dimension: 256 }), device: 'cpu' });

function measure(plan: Partial<Plan>, parts: Partial<MeasureParts> = {}) {
  const progress: { done: number; what: string }[] = [];
  const whole: Plan = { variants: [variant('words')], suites: ['similarity', 'clustering', 'retrieval', 'precision', 'speed'], sets: builtInSets().sets, ...plan };
  const measured = measureModels(whole, { signal: new AbortController().signal, rest: breathe, repliesBegun: () => 0, open: async () => words(), progress: (done, what) => progress.push({ done, what }), ...parts });
  return { measured, progress, total: readsOf(whole) * whole.variants.length };
}

const pairs = (scores: readonly number[]): TestSet => ({ suite: 'similarity', name: 'en', pairs: scores.map((score, index) => ({ left: 'zero', right: `at ${index}`, score })) });
const angles = Object.fromEntries([['zero', [1, 0, 0]], ...[0, 1, 2, 3, 4].map((index) => [`at ${index}`, [Math.cos(index / 4), Math.sin(index / 4), 0]])]) as Record<string, number[]>;

describe('a measurement', () => {
  it('gives rho 1 to a model that orders pairs as people do, and -1 to the opposite', async () => {
    for (const [scores, rho] of [[[5, 4, 3, 2, 1], 1], [[1, 2, 3, 4, 5], -1]] as const) {
      const { figures } = await measure({ suites: ['similarity'], sets: [pairs(scores)] }, { open: async () => byTable(angles) }).measured;
      expect(figures).toMatchObject([{ model: 'words', precision: 'int8', device: 'cpu', suite: 'similarity', name: 'en', value: rho, unit: 'rho', n: 5 }]);
    }
  });

  it('gives V 1 to clear groups and nDCG 1 to right answers; a question is not read as a document', async () => {
    const groups: TestSet = { suite: 'clustering', name: 'en', texts: ['at 0', 'at 0', 'at 4', 'at 4'].map((text, index) => ({ text, label: index < 2 ? 0 : 1 })) };
    const search: TestSet = { suite: 'retrieval', name: 'en', documents: [{ id: 'a', text: 'at 4' }, { id: 'b', text: 'at 0' }], questions: [{ text: 'zero', relevant: new Map([['b', 1]]) }, { text: 'at 3', relevant: new Map([['b', 1]]) }] };
    const uses: string[] = [];
    const model = byTable(angles);
    const { figures } = await measure({ suites: ['clustering', 'retrieval'], sets: [groups, search] }, {
      open: async () => ({ ...model, embed: (texts, use) => { uses.push(...texts.map((text) => `${use} ${text}`)); return model.embed(texts, use); } }),
    }).measured;
    expect(figures.map(({ suite, value, unit }) => [suite, value, unit])).toEqual([['clustering', 1, 'V'], ['retrieval', Math.round(((1 + 1 / Math.log2(3)) / 2) * 1e6) / 1e6, 'nDCG@10']]);
    expect(uses).toEqual(['query ?', 'query at 0', 'query at 4', 'passage at 4', 'passage at 0', 'query zero', 'query at 3']);
  });

  it('of the program\'s own texts has every figure, all within their intervals, and ends where it said', async () => {
    const { measured, progress, total } = measure({});
    const { figures, error } = await measured;
    expect(error).toBeNull();
    expect(figures.map(({ suite, name }) => `${suite} ${name}`)).toEqual([
      'similarity en', 'similarity es', 'similarity es-en', 'clustering en', 'clustering es', 'clustering es-en', 'retrieval en', 'retrieval es', 'retrieval es-en', 'retrieval en-es',
      'precision size', 'speed single p50', 'speed single p95', 'speed throughput', 'speed loading',
    ]);
    for (const { low, high, value } of figures) if (low !== null) expect(value >= low && value <= high!).toBe(true);
    expect(figures.find(({ name }) => name === 'throughput')).toMatchObject({ n: 3 * speedTexts().length, unit: 'texts/s' });
    expect(progress.at(-1)!.done).toBe(total);
    expect(progress.every(({ done }, index) => done >= (progress[index - 1]?.done ?? 0))).toBe(true);
  });

  it('compares what is less exact with the most exact there is, whatever the order they are listed in', async () => {
    const opened: string[] = [];
    const blurred = (): OpenedModel => {
      const model = words();
      return { ...model, embed: async (texts, use) => (await model.embed(texts, use)).map((vector) => vector.map((value, at) => value + (at % 7 === 0 ? 0.2 : 0))) };
    };
    const { figures } = await measure({ variants: [variant('words', 'int8'), variant('other'), variant('words', 'fp32')], suites: ['precision'] }, {
      open: async ({ id, precision }) => { opened.push(`${id} ${precision}`); return precision === 'fp32' ? words() : blurred(); },
    }).measured;
    expect(opened).toEqual(['words fp32', 'words int8', 'other int8']);
    expect(figures.filter(({ model, name }) => model === 'words' && name !== 'size').map(({ precision, name }) => `${precision} ${name}`)).toEqual(['int8 likeness to fp32', 'int8 en against fp32', 'int8 es against fp32', 'int8 es-en against fp32']);
    expect(figures.filter(({ model }) => model === 'other').map(({ name, value, unit }) => [name, value, unit])).toEqual([['size', 12, 'MB']]);
    const likeness = figures.find(({ name }) => name.startsWith('likeness'))!;
    expect(likeness.value).toBeGreaterThan(0.1);
    expect(likeness.value).toBeLessThan(0.99);
  });

  it('of a model that fails says which and why, and measures the others; each is closed', async () => {
    const closed: string[] = [];
    const { figures, error } = await measure({ variants: [variant('broken'), variant('words')], suites: ['similarity'] }, {
      async open({ id }) {
        return { ...words(), ...(id === 'broken' ? { embed: () => Promise.reject(new LuminoraError('model_damaged', 'It does not load.')) } : {}), close: async () => { closed.push(id); } };
      },
    }).measured;
    expect(error).toMatchObject({ code: 'model_damaged', message: expect.stringContaining('broken (int8)') as string, details: { model: 'broken' } });
    expect(new Set(figures.map(({ model }) => model))).toEqual(new Set(['words']));
    expect(closed).toEqual(['broken', 'words']);
  });

  it('throws a time away that a reply was written beside, and measures it again', async () => {
    let replies = 0;
    let asked = 0;
    let singles = 0;
    const model = words();
    await measure({ suites: ['speed'] }, {
      repliesBegun: () => { asked += 1; return asked <= 4 ? (replies += 1) : replies; },
      open: async () => ({ ...model, embed: (texts, use) => { singles += texts.length === 1 ? 1 : 0; return model.embed(texts, use); } }),
    }).measured;
    // The first text, five to warm up, a hundred; two of them again.
    expect(singles).toBe(1 + 5 + 100 + 2);
  });

  it('ends when it is told to, with the model closed', async () => {
    const abort = new AbortController();
    let isClosed = false;
    const model = words();
    const { measured } = measure({}, {
      signal: abort.signal, rest: async () => { await breathe(); abort.signal.throwIfAborted(); },
      open: async () => ({ ...model, embed: (texts, use) => { abort.abort(new LuminoraError('cancelled', 'stop')); return model.embed(texts, use); }, close: async () => { isClosed = true; } }),
    });
    await expect(measured).rejects.toMatchObject({ code: 'cancelled' });
    expect(isClosed).toBe(true);
  });
});
