// What is told of choices: as chosen from the shipped models, as it came about where the model runs, and where another program computes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ModelUse } from '../../../contract/local-models.ts';
import { createModelStore } from '../../../inference/model-store.ts';
import { systemClock } from '../../../lib/clock.ts';
import { silentLog } from '../../../lib/log.ts';
import { readChoices, type ChoicesParts } from './choices.ts';

const usual = 'multilingual-e5-small-latin';
const auto: Record<ModelUse, string> = { chat_memory: 'auto', documents: 'auto', code: 'auto', multilingual: 'auto' };
let downloadsFolder: string;
beforeEach(() => { downloadsFolder = mkdtempSync(join(tmpdir(), 'luminora-choices-')); });
afterEach(() => rmSync(downloadsFolder, { recursive: true, force: true }));

async function choicesWith(more: Partial<ChoicesParts> = {}) {
  const store = createModelStore({ modelsFolder: join(import.meta.dirname, '../../../../models'), downloadsFolder, fetch: globalThis.fetch, clock: systemClock, log: silentLog, isOffline: () => true });
  const choices = await readChoices({
    store, machine: async () => ({ memory_bytes: 8e9, free_memory_bytes: 4e9, cores: 2, free_disk_bytes: null, devices: [{ device: 'cpu', is_available: true, reason: null }] }), uses: () => auto,
    runSettings: () => ({ precision: 'auto', device: 'auto' }), languages: async () => ['es'], running: async () => [], elsewhere: () => null, ...more,
  });
  return Object.fromEntries(choices.map((choice) => [choice.use, choice])) as Record<ModelUse, (typeof choices)[number]>;
}

it('without more, every use has the shipped model, on the processor', async () => {
  const { chat_memory, documents, multilingual } = await choicesWith();
  expect([chat_memory, documents]).toMatchObject([{ setting: 'auto', model: usual, precision: 'int8', device: 'cpu', steps: [] }, { model: usual, precision: 'int8' }]);
  expect(multilingual).toMatchObject({ model: null, precision: null, device: null });
});

it('a model that runs is told as it came about', async () => {
  const steps = [{ from: 'cuda', to: 'cpu', reason: 'The driver is gone.' }];
  const { chat_memory } = await choicesWith({ running: async () => [{ model: usual, precision: 'fp32', device: 'cpu', steps }] });
  expect(chat_memory).toMatchObject({ model: usual, precision: 'fp32', steps });
});

it('a named model that is not here is named, without a precision or a device', async () => {
  const { chat_memory } = await choicesWith({ uses: () => ({ ...auto, chat_memory: 'multilingual-e5-base' }) });
  expect(chat_memory).toMatchObject({ setting: 'multilingual-e5-base', model: 'multilingual-e5-base', precision: null, device: null, reason: expect.stringContaining('download') });
});

it('a device that was asked for and is missing is a step', async () => {
  const { chat_memory } = await choicesWith({ runSettings: () => ({ precision: 'auto', device: 'cuda' }) });
  expect(chat_memory).toMatchObject({ device: 'cpu', steps: [{ from: 'cuda', to: 'cpu' }] });
});

it('where another program computes the vectors of chat memory, that is said', async () => {
  const { chat_memory, documents } = await choicesWith({ elsewhere: () => 'openai' });
  expect(chat_memory).toMatchObject({ model: null, reason: expect.stringContaining('openai') });
  expect(documents.model).toBe(usual);
});
