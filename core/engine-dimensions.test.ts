// Vectors of 512, 768 and 1024 numbers from end to end: models of random weights, made here, in a real engine that remembers, searches and starts again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestEngine, type TestEngine } from './testing/test-engine.ts';
import { writeModelsFolder } from './testing/models/models-folder.ts';

const said = ['El faro de Estaca de Bares', 'Compré harina y azúcar', 'La reunión del lunes fue larga', 'Quiero aprender a tocar el piano', 'El coche necesita aceite'];
const words = [...new Set(said.join(' ').toLowerCase().normalize('NFKD').match(/[a-z]+/g))].filter((word) => word !== 'piano');
const dimensions = [512, 768, 1024] as const;
let models = '';
let test: TestEngine | null = null;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'luminora-dimensions-'));
  await writeModelsFolder(models, dimensions.map((dimension) => ({ id: `random-${dimension}`, dimension })), words);
});
afterAll(() => rm(models, { recursive: true, force: true }));
afterEach(async () => {
  await test?.close();
  test = null;
});

const options = (dimension: number) => ({ defaults: { models: { folder: models }, embedding_provider: { name: 'local', config: { model: `random-${dimension}` } } }, realEmbeddings: true });

async function tell({ engine, say }: TestEngine) {
  const session = await engine.client.sessions.create({});
  for (const text of said) await say(session.id, text);
  await engine.jobsIdle();
}
/** "piamo" is no word of any text and has its letters nearly as "piano" has them: only vectors find it. */
async function find({ engine }: TestEngine) {
  const { results, keyword_only } = await engine.client.memory.search({ query: 'piamo', limit: 5, filters: { kinds: ['message'], speaker: 'user' } });
  return { keyword_only, first: results[0]?.text };
}
async function space({ engine }: TestEngine) {
  const { components } = await engine.client.system.health({});
  return components.find(({ component }) => component === 'embeddings')!.details as { dimension: number; space: string; model: string };
}

describe('dimensions', () => {
  it.each(dimensions)('%i: what was said is remembered, found by its vector, and found again after a restart', async (dimension) => {
    test = await createTestEngine(options(dimension));
    await tell(test);
    expect(await find(test)).toEqual({ keyword_only: false, first: 'Quiero aprender a tocar el piano' });
    const before = await space(test);
    expect(before).toMatchObject({ dimension, model: `random-${dimension}` });

    await test.restart();
    await test.engine.jobsIdle();
    expect(await find(test)).toEqual({ keyword_only: false, first: 'Quiero aprender a tocar el piano' });
    expect((await space(test)).space).toBe(before.space);
  }, 60_000);

  it('a change of dimension embeds everything anew, and back again: nothing mixes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'luminora-dimensions-data-'));
    try {
      const spaces = new Set<string>();
      for (const [turn, dimension] of [512, 1024, 512].entries()) {
        test = await createTestEngine({ ...options(dimension), dataFolder: folder });
        if (turn === 0) await tell(test);
        await test.engine.jobsIdle();
        expect(await find(test)).toEqual({ keyword_only: false, first: 'Quiero aprender a tocar el piano' });
        spaces.add((await space(test)).space);
        await test.close();
        test = null;
      }
      expect(spaces.size).toBe(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 90_000);
});
