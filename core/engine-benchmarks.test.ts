// Measuring in a whole engine, with the models that ship.
import { cp, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from './contract/events.ts';
import { productFolder } from './luminora.ts';
import { createTestEngine, type TestEngine } from './testing/test-engine.ts';

const multilingual = 'multilingual-e5-small-latin';
const english = 'all-MiniLM-L6-v2';
let world: TestEngine;
let texts = '';
beforeEach(async () => {
  world = await createTestEngine();
  texts = await mkdtemp(join(tmpdir(), 'luminora-texts-'));
});
afterEach(async () => {
  await world.close();
  await rm(texts, { recursive: true, force: true });
});

/** Begins and collects what screens are told, to the end. */
async function measure(request: Parameters<TestEngine['engine']['client']['benchmarks']['start']>[0], during: () => Promise<unknown> = async () => undefined) {
  const { client } = world.engine;
  const leave = new AbortController();
  const events = await client.system.events(undefined, { signal: leave.signal });
  const told: Extract<EngineEvent, { type: 'benchmark-progress' }>[] = [];
  await events.next();
  const { total } = await client.benchmarks.start(request);
  const listen = async () => {
    for await (const event of events) {
      if (event.type !== 'benchmark-progress') continue;
      told.push(event);
      if (event.is_done) break;
    }
  };
  await Promise.all([listen(), during()]).finally(() => leave.abort());
  return { told, total };
}

describe('measuring embedding models', () => {
  it('tells a multilingual model from an English one, tells screens how far it is, and keeps the result over a restart', async () => {
    const { told, total } = await measure({ suites: ['similarity'] });
    expect(told[0]).toMatchObject({ done: 0, total, is_done: false });
    expect(told.at(-1)).toMatchObject({ done: total, is_done: true, error: null });
    const { client } = await world.restart();
    const { runs, running } = await client.benchmarks.list();
    expect(running).toBeNull();
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ data_name: 'built-in', error: null, machine: expect.stringContaining('cores') as string });
    const rho = (model: string, name: string) => runs[0]!.figures.find((figure) => figure.model === model && figure.name === name)!;
    expect(rho(multilingual, 'en').value).toBeGreaterThan(0.7);
    expect(rho(english, 'en').value).toBeGreaterThan(0.7);
    expect(rho(multilingual, 'es').low!).toBeGreaterThan(rho(english, 'es').value);
    expect(rho(multilingual, 'es-en').low!).toBeGreaterThan(rho(english, 'es-en').high!);
    await client.benchmarks.remove({ id: runs[0]!.id });
    expect((await client.benchmarks.list()).runs).toEqual([]);
    await expect(client.benchmarks.remove({ id: runs[0]!.id })).rejects.toMatchObject({ code: 'not_found' });
  }, 120_000);

  it('goes on beside a conversation; a second one has to wait; a stop ends it with nothing kept', async () => {
    const { client } = world.engine;
    const session = await client.sessions.create({});
    const { told } = await measure({}, async () => {
      await expect(client.benchmarks.start({})).rejects.toMatchObject({ code: 'conflict' });
      expect((await client.benchmarks.list()).running).toMatchObject({ what: expect.stringContaining(' int8') as string });
      expect((await world.say(session.id, 'Hola, ¿qué tal?')).at(-1)).toMatchObject({ type: 'turn-end' });
      await client.benchmarks.stop({});
      expect(await client.benchmarks.list()).toEqual({ runs: [], running: null });
    });
    expect(told.at(-1)).toMatchObject({ is_done: true, error: { code: 'cancelled' } });
  }, 120_000);

  it('takes texts of one\'s own, the same figures each time, and says what it cannot take', async () => {
    const { client } = world.engine;
    await writeFile(join(texts, 'similarity.es.tsv'), ['Mi perro duerme\tEl perro está dormido\t5', 'Mi perro duerme\tEl gato está dormido\t2.5', 'Mi perro duerme\tMañana llueve\t0', 'Me gusta el té\tEl té me encanta\t4.5'].join('\n'));
    const request = { models: [multilingual], folder: texts };
    await expect(client.benchmarks.start({ models: ['nowhere'] })).rejects.toMatchObject({ code: 'model_missing' });
    await expect(client.benchmarks.start({ ...request, suites: ['clustering'] })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(client.benchmarks.start({ folder: join(texts, 'nowhere') })).rejects.toMatchObject({ code: 'not_found' });
    for (let time = 0; time < 2; time += 1) await measure({ ...request, suites: ['similarity'] });
    const [second, first] = (await client.benchmarks.list()).runs;
    expect(second!.figures).toEqual(first!.figures);
    expect(second!.figures).toMatchObject([{ model: multilingual, suite: 'similarity', name: 'es', n: 4 }]);
    expect(second!.data_hash).toBe(first!.data_hash);
  }, 120_000);

  it('of a damaged model says so; nothing that steps in for it is measured under its name', async () => {
    const models = join(texts, 'models');
    for (const name of ['catalogue.json', multilingual, english]) await cp(join(productFolder, 'models', name), join(models, name), { recursive: true });
    const weights = await open(join(models, english, 'onnx/model_quantized.onnx'), 'r+');
    await weights.write(Buffer.from('damage'), 0, 6, 10_000);
    await weights.close();
    await world.close();
    world = await createTestEngine({ flags: { 'models.folder': models } });
    await writeFile(join(texts, 'sts.en.tsv'), 'The dog sleeps.\tThe dog is asleep.\t5\nThe dog sleeps.\tTaxes rise again.\t0\n');
    await measure({ suites: ['similarity'], folder: texts });
    const [run] = (await world.engine.client.benchmarks.list()).runs;
    expect(run!.error).toMatchObject({ code: 'model_damaged', details: { model: english }, message: expect.stringContaining(`${english} (int8) could not be measured`) as string });
    expect(run!.figures.map(({ model }) => model)).toEqual([multilingual]);
  }, 120_000);

  it('that is running when the program is closed does not keep it open', async () => {
    await world.engine.client.benchmarks.start({});
    const { client } = await world.restart();
    expect(await client.benchmarks.list()).toEqual({ runs: [], running: null });
  }, 60_000);
});
