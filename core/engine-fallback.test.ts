// A model whose files break, in a real engine: its other precision serves the same vectors, then words alone; chat goes on and everything says so.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Catalogue, EmbeddingModelRow } from './inference/catalogue.ts';
import { addPrecision, writeModelsFolder } from './testing/models/models-folder.ts';
import { endOf } from './testing/test-chat.ts';
import { createTestEngine, type TestEngine } from './testing/test-engine.ts';

const said = ['El faro de Estaca de Bares', 'Quiero aprender a tocar el piano', 'El coche necesita aceite'];
const words = ['el', 'faro', 'de', 'estaca', 'bares', 'quiero', 'aprender', 'a', 'tocar', 'coche', 'necesita', 'aceite'];
let models = '';
let test: TestEngine | null = null;
afterEach(async () => {
  await test?.close();
  await rm(models, { recursive: true, force: true });
});

/** Found by no word: only by a vector that has nearly the letters of "piano". */
const ask = async ({ engine }: TestEngine, query = 'piamo') => {
  const { results, keyword_only } = await engine.client.memory.search({ query, limit: 3, filters: { kinds: ['message'], speaker: 'user' } });
  return { keyword_only, first: results[0]?.text };
};
const embeddings = async ({ engine }: TestEngine) => (await engine.client.system.health({})).components.find(({ component }) => component === 'embeddings')!;
const chatMemory = async ({ engine }: TestEngine) => (await engine.client.localModels.choices()).choices.find(({ use }) => use === 'chat_memory')!;

describe('a model whose files break', () => {
  it('is replaced by its other precision without embedding anything anew, then by words; both are told', async () => {
    models = await mkdtemp(join(tmpdir(), 'luminora-fallback-engine-'));
    await writeModelsFolder(models, [{ id: 'random', dimension: 64 }], words);
    const path = join(models, 'catalogue.json');
    const catalogue = JSON.parse(await readFile(path, 'utf8')) as Catalogue;
    await addPrecision(models, catalogue.models[0] as EmbeddingModelRow, 'fp16');
    await writeFile(path, JSON.stringify(catalogue));

    test = await createTestEngine({ realEmbeddings: true, defaults: { models: { folder: models } } });
    const session = await test.engine.client.sessions.create({});
    for (const text of said) await test.say(session.id, text);
    await test.engine.jobsIdle();
    expect(await ask(test)).toEqual({ keyword_only: false, first: said[1] });
    const whole = await embeddings(test);
    expect(whole).toMatchObject({ status: 'ok', details: { model: 'random', precision: 'fp32', device: 'cpu' } });
    expect(await chatMemory(test)).toMatchObject({ setting: 'auto', model: 'random', precision: 'fp32', device: 'cpu', steps: [] });

    await writeFile(join(models, 'random/onnx/model.onnx'), '<html>sign in</html>');
    await test.restart();
    await test.engine.jobsIdle();
    expect(await ask(test)).toEqual({ keyword_only: false, first: said[1] });
    const stepped = await embeddings(test);
    expect(stepped).toMatchObject({ status: 'warning', details: { precision: 'fp16', space: whole.details['space'] } });
    expect((await chatMemory(test)).steps).toMatchObject([{ from: 'fp32', to: 'fp16' }]);

    await rm(join(models, 'random/onnx/model_fp16.onnx'));
    await test.restart();
    // Another question: the vector of the first is kept.
    expect(await ask(test, 'pianu')).toEqual({ keyword_only: true, first: undefined });
    expect((await embeddings(test)).status).toBe('error');
    expect(endOf(await test.say(session.id, '¿Sigues ahí?')).message.status).toBe('complete');
    expect((await test.engine.client.memory.search({ query: 'faro', limit: 3 })).results[0]?.text).toBe(said[0]);
  }, 60_000);
});
