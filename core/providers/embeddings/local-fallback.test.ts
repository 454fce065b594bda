// What becomes of vectors when files are damaged, missing or changed and devices break: the next way of the same space, else words.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingSpace } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { Catalogue, EmbeddingModelRow } from '../../inference/catalogue.ts';
import { startEncoderThread, type EncoderThread } from '../../inference/encoder-thread.ts';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { addPrecision, writeModelsFolder } from '../../testing/models/models-folder.ts';
import type { EmbeddingDeps } from './embeddings.ts';
import { createLocalModel, localEmbeddingOptions, localEmbeddings } from './local.ts';
import type { LocalAttempt } from './local-plan.ts';
import { createStepDown } from './step-down.ts';

const words = ['faro', 'perro', 'tren', 'harina'];
let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'luminora-fallback-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** A folder of models "first", "second" (both of 64 numbers) and "other" (of 32), changed in the catalogue as asked. */
async function modelsFolder(name: string, change: (models: EmbeddingModelRow[], folder: string) => unknown = () => undefined): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(folder);
  await writeModelsFolder(folder, [{ id: 'first', dimension: 64, seed: 1 }, { id: 'second', dimension: 64, seed: 1 }, { id: 'other', dimension: 32 }], words);
  const path = join(folder, 'catalogue.json');
  const catalogue = JSON.parse(await readFile(path, 'utf8')) as Catalogue;
  await change(catalogue.models as EmbeddingModelRow[], folder);
  await writeFile(path, JSON.stringify(catalogue));
  return folder;
}
const deps = (folder: string, change: Partial<EmbeddingDeps> = {}): EmbeddingDeps => ({
  fetch: () => Promise.reject(new Error('no network')), clock: systemClock, log: silentLog, modelsFolder: folder, downloadsFolder: join(folder, 'downloads'), secret: async () => undefined, ...change,
});
const create = (folder: string, change: Partial<EmbeddingDeps> = {}, options: Record<string, unknown> = {}) => localEmbeddings.create(localEmbeddingOptions.parse(options), deps(folder, change));
const spoil = (folder: string, path: string) => writeFile(join(folder, path), '<html>sign in</html>');

describe('a model that cannot be used', () => {
  it('gives way to its other precision, in the same space, and says so', async () => {
    const folder = await modelsFolder('precision', async ([first], at) => {
      await addPrecision(at, first!, 'fp16');
      await spoil(at, 'first/onnx/model.onnx');
    });
    const model = await create(folder);
    expect((await model.embed(['faro'], 'query'))[0]).toHaveLength(64);
    expect(model.space()).toMatchObject({ model: 'first', precision: 'fp32' });
    expect(model.running!()).toMatchObject({ model: 'first', precision: 'fp16', steps: [{ from: 'fp32', to: 'fp16', reason: expect.stringContaining('model.onnx') as string }] });
    const health = await model.health();
    expect(health).toMatchObject({ status: 'warning', details: { runs: 'first', precision: 'fp16' } });
    expect(health.instructions).toBeTruthy();
    await model.close();
  });

  it('gives way to another model of its space, never to one of another space', async () => {
    const shared = await modelsFolder('shared', async ([first, second], at) => {
      first!.shared_space = second!.shared_space = 'twins';
      await spoil(at, 'first/onnx/model.onnx');
    });
    const model = await create(shared);
    expect((await model.embed(['faro'], 'query'))[0]).toHaveLength(64);
    expect(model.space().model).toBe('first');
    expect((await model.health()).message).toContain('cannot be used');
    expect(model.running!()!.steps).toMatchObject([{ from: 'first', to: 'second' }]);
    await model.close();

    const alone = await modelsFolder('alone', (_, at) => spoil(at, 'first/onnx/model.onnx'));
    const broken = await create(alone);
    await expect(broken.embed(['faro'], 'query')).rejects.toMatchObject({ code: 'model_damaged' });
    expect(broken.running!()).toBeNull();
    expect((await broken.health()).status).toBe('error');
    await broken.close();
  });

  it('is not replaced by one that reads its texts otherwise', async () => {
    const folder = await modelsFolder('prefixes', async ([first, second], at) => {
      first!.shared_space = second!.shared_space = 'twins';
      second!.query_prefix = 'query: ';
      await spoil(at, 'first/onnx/model.onnx');
    });
    const model = await create(folder);
    await expect(model.embed(['faro'], 'query')).rejects.toMatchObject({ code: 'model_damaged' });
    await model.close();
  });

  it('breaks down while it runs: the request is answered in the next way; the last way is loaded anew', async () => {
    const folder = await modelsFolder('breaks', ([first], at) => addPrecision(at, first!, 'fp16'));
    const started: string[] = [];
    let breaksLeft = 2;
    const model = await createLocalModel(localEmbeddingOptions.parse({}), deps(folder), async (settings, pacing) => {
      const thread = await startEncoderThread(settings, pacing);
      started.push(settings.weights);
      return {
        ...thread,
        async encode(...asked) {
          if (breaksLeft === 0) return thread.encode(...asked);
          breaksLeft -= 1;
          await thread.close();
          return thread.encode(...asked);
        },
      };
    });
    await expect(model.embed(['faro'], 'query')).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(await model.embed(['faro', 'tren'], 'passage')).toHaveLength(2);
    expect(started).toEqual(['onnx/model.onnx', 'onnx/model_fp16.onnx', 'onnx/model_fp16.onnx']);
    expect(model.running!()).toMatchObject({ precision: 'fp16', steps: [{ from: 'fp32', to: 'fp16' }] });

    breaksLeft = 0;
    await expect(model.embed(['faro'], 'query', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(started).toHaveLength(3);
    await model.close();
    await expect(model.embed(['faro'], 'query')).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  it('is told to be missing where it was named and never fetched', async () => {
    const folder = await modelsFolder('absent', ([first]) => {
      first!.sources = [{ kind: 'hub', repository: 'acme/first', revision: 'main' }];
    });
    await expect(create(folder)).rejects.toMatchObject({ code: 'model_missing' });
    await expect(create(folder, {}, { use: 'multilingual' })).rejects.toMatchObject({ code: 'model_missing' });
    const model = await create(folder, { models: { uses: { documents: 'other' }, precision: 'auto', device: 'auto', idle_unload_minutes: 0 } }, { use: 'documents' });
    expect(model.space()).toMatchObject({ model: 'other', dimension: 32 });
    await model.close();
  });
});

describe('the space of the vectors', () => {
  const settings = (precision: 'auto' | 'fp32' | 'fp16') => ({ models: { uses: {}, precision, device: 'auto', idle_unload_minutes: 0 } as const });
  const spaceOf = async (folder: string, change: Partial<EmbeddingDeps>) => {
    const model = await create(folder, change);
    await model.close();
    return model.space();
  };

  it('stays while another precision comes, is another when that is asked for, and when the weights are others', async () => {
    const folder = await modelsFolder('space', async ([first], at) => {
      await addPrecision(at, first!, 'fp16');
      first!.variants.reverse();
    });
    const fresh = await spaceOf(folder, settings('auto'));
    expect(fresh.precision).toBe('fp16');
    const stored: EmbeddingSpace = { ...await spaceOf(folder, settings('fp32')), created_at: 1 };
    expect(stored.precision).toBe('fp32');

    const knowing = { knownSpaces: async () => [stored] };
    expect((await spaceOf(folder, { ...settings('auto'), ...knowing })).id).toBe(stored.id);
    expect((await spaceOf(folder, { ...settings('fp16'), ...knowing })).id).toBe(fresh.id);
    expect((await spaceOf(folder, { ...settings('auto'), knownSpaces: async () => [{ ...stored, revision: 'f'.repeat(64) }] })).id).toBe(fresh.id);
    expect((await spaceOf(folder, { ...settings('auto'), knownSpaces: async () => [stored, { ...fresh, created_at: 2 }] })).id).toBe(fresh.id);
  });

  it('stays where its own files are gone and another precision is here', async () => {
    const folder = await modelsFolder('gone', ([first], at) => addPrecision(at, first!, 'fp16'));
    const stored: EmbeddingSpace = { ...await spaceOf(folder, settings('fp32')), created_at: 1 };
    await rm(join(folder, 'first/onnx/model.onnx'));
    const model = await create(folder, { ...settings('auto'), knownSpaces: async () => [stored] });
    expect(await model.embed(['perro'], 'passage')).toHaveLength(1);
    expect(model.space().id).toBe(stored.id);
    await model.close();
  });
});

describe('stepping down', () => {
  const row = { id: 'a', dimension: 4, max_tokens: 8, is_normalized: true, pooling: 'mean', query_prefix: '', passage_prefix: '' } as EmbeddingModelRow;
  const attempts: LocalAttempt[] = [
    { row, precision: 'fp16', device: 'cuda' }, { row, precision: 'fp16', device: 'webgpu' }, { row, precision: 'int8', device: 'cpu' },
  ];
  const thread = (device: EncoderThread['device'], steps: EncoderThread['steps'] = []): EncoderThread => ({
    device, steps, encode: async () => [], setBusy: () => undefined, statistics: () => Promise.reject(new Error('not asked')), close: async () => undefined,
  });
  /** A machine whose graphics card fails as often as said; the processor always works. */
  function machine(graphics: (device: string) => EncoderThread | Error) {
    const opened: string[] = [];
    const down = createStepDown({
      attempts, threads: 1, log: silentLog,
      store: { locate: async () => ({ folder: '/models', weights: 'model.onnx' }) as never },
      start: async ({ devices: [device] }) => {
        opened.push(device!);
        const found = device === 'cpu' ? thread('cpu') : graphics(device!);
        if (found instanceof Error) throw found;
        return found;
      },
    });
    return { down, opened };
  }

  it('goes cuda, webgpu, cpu, and tells each step with its reason', async () => {
    const { down, opened } = machine((device) => (device === 'cuda' ? thread('cpu', [{ device: 'cuda', reason: 'no driver' }]) : new LuminoraError('model_damaged', 'no adapter')));
    expect((await down.start()).attempt).toMatchObject({ precision: 'int8', device: 'cpu' });
    expect(opened).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(down.steps()).toEqual([{ from: 'cuda', to: 'webgpu', reason: 'no driver' }, { from: 'webgpu', to: 'cpu', reason: 'no adapter' }]);
  });

  it('leaves a device that breaks while it runs, and does not come back to it', async () => {
    const { down, opened } = machine((device) => thread(device as 'cuda'));
    expect((await down.start()).attempt.device).toBe('cuda');
    expect(down.giveUp('the device was lost')).toBe(true);
    expect((await down.start()).attempt.device).toBe('webgpu');
    expect(down.giveUp('again')).toBe(true);
    expect((await down.start()).attempt.device).toBe('cpu');
    expect(down.giveUp('the last one')).toBe(false);
    expect((await down.start()).attempt.device).toBe('cpu');
    expect(opened).toEqual(['cuda', 'webgpu', 'cpu', 'cpu']);
    expect(down.steps().map(({ from, to }) => `${from} ${to}`)).toEqual(['cuda webgpu', 'webgpu cpu']);
  });
});
