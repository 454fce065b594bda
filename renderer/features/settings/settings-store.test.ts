// Settings: the form read from the schema, changes, refusals and saving.
import { describe, expect, it } from 'vitest';
import { createTranslate } from '../../i18n/translate.ts';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { buildGroups } from './setting-fields.ts';
import { readTyped } from './setting-row.tsx';
import { createSettingsStore } from './settings-store.ts';

async function start() {
  const memory = createMemoryClient(createSampleWorld());
  const store = createSettingsStore(memory.client);
  await store.getState().load();
  return { memory, store };
}

describe('createSettingsStore', () => {
  it('counts a change until it is taken back, and saves it', async () => {
    const { store } = await start();
    store.getState().change('memory.recall_limit', 20);
    store.getState().change('features.mood', false);
    store.getState().change('features.mood', true);
    expect([...store.getState().changes]).toEqual([['memory.recall_limit', 20]]);
    expect(await store.getState().save()).toBe(true);
    expect(store.getState().values.get('memory.recall_limit')).toMatchObject({ value: 20, source: 'file' });
    expect(store.getState().changes.size).toBe(0);
  });

  it('shows a refusal at the value it is about and keeps what was typed', async () => {
    const { store, memory } = await start();
    memory.world.fail.set('write', engineError('invalid_configuration', 'memory.recall_limit: got 5000, expected at most 100.'));
    store.getState().change('memory.recall_limit', 5000);
    store.getState().change('features.mood', false);
    expect(await store.getState().save()).toBe(false);
    expect(store.getState().refusals.get('memory.recall_limit')).toContain('at most 100');
    expect(store.getState().changes.size).toBe(2);
  });
});

describe('buildGroups', () => {
  it('makes a field of the fitting kind of every leaf', () => {
    const { schema } = createSampleWorld();
    const groups = buildGroups(schema, () => 'auto');
    expect(groups.flatMap((group) => group.fields.map((field) => [field.path, field.kind]))).toEqual([
      ['llm_provider.name', 'choice'], ['llm_provider.config.api_base', 'text'], ['llm_provider.config.models.main', 'text'],
      ['memory.recall_limit', 'number'], ['memory.neighbours', 'number'], ['features.semantic_search', 'switch'], ['features.mood', 'switch'],
    ]);
  });

  it('follows references and unions, and adds the options of the chosen provider', () => {
    const answer = { schema: { type: 'object', properties: { llm_provider: { $ref: '#/$defs/llm' } }, $defs: { llm: { type: 'object', properties: { name: { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }] } } } } }, groups: [{ id: 'model', title: { en: 'Model', es: 'Modelo' }, paths: ['llm_provider'] }], providers: { llm_provider: [{ id: 'b', title: 'B', options: { type: 'object', properties: { heat: { type: 'number', maximum: 2 } } } }] } };
    expect(buildGroups(answer, () => 'b')[0]?.fields).toMatchObject([{ path: 'llm_provider.name', kind: 'choice' }, { path: 'llm_provider.config.heat', kind: 'number', maximum: 2, section: 'B' }]);
    expect(buildGroups(answer, () => 'a')[0]?.fields).toHaveLength(1);
  });
});

it('says why a typed number cannot be', () => {
  const field = { path: 'a', kind: 'number' as const, title: null, section: '', description: null, choices: [], minimum: 1, maximum: 10, is_integer: true, is_optional: true };
  const t = createTranslate('en');
  expect(['x', '0', '11', '1.5', '7', ''].map((text) => readTyped(field, text, t).refusal)).toEqual(['Write a number.', 'At least 1.', 'At most 10.', 'Write a number.', null, null]);
});
