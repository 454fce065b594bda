// The editor over the in-memory client: history, what is kept, what is wrong, and saving against others.
import { describe, expect, it } from 'vitest';
import type { Personality } from '../../../core/contract/index.ts';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import type { TextStorage } from '../shell/preferences.ts';
import { createEditorStore } from './editor-store.ts';

function createStorage(): TextStorage & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return { texts, getItem: (name) => texts.get(name) ?? null, setItem: (name, text) => { texts.set(name, text); }, removeItem: (name) => { texts.delete(name); } };
}

async function start(storage = createStorage(), memory = createMemoryClient(createSampleWorld('en', 1_800_000_000_000))) {
  const clock = { now: 1000 };
  const store = createEditorStore(memory.client, storage, () => clock.now);
  await store.getState().open('luna');
  const draft = (): Personality => { const { history } = store.getState(); if (!history) throw new Error('nothing is open'); return history.present; };
  return { store, draft, storage, memory, clock, get: store.getState };
}

describe('history', () => {
  it('goes back and forth; a new change ends what was undone', async () => {
    const { get, draft, clock } = await start();
    get().edit('advanced_parameters.humor', 0.9);
    clock.now += 5000;
    get().edit('persona.name', 'Lunita');
    get().undo();
    expect([draft().persona.name, draft().advanced_parameters?.humor]).toEqual(['Luna', 0.9]);
    get().undo();
    expect([draft().advanced_parameters?.humor, get().is_dirty]).toEqual([0.45, false]);
    get().redo();
    expect([draft().advanced_parameters?.humor, get().is_dirty]).toEqual([0.9, true]);
    get().edit('persona.name', 'Sol');
    get().redo();
    expect(draft().persona.name).toBe('Sol');
  });

  it('takes what is written in one go as one step, and nothing before it', async () => {
    const { get, draft, clock } = await start();
    for (const name of ['S', 'So', 'Sol']) { get().edit('persona.name', name); clock.now += 200; }
    clock.now += 3000;
    for (const name of ['Sola', 'Solar']) { get().edit('persona.name', name); clock.now += 200; }
    get().undo();
    expect(draft().persona.name).toBe('Sol');
    get().undo();
    expect(draft().persona.name).toBe('Luna');
  });

  it('discards everything, and undoes that', async () => {
    const { get, draft } = await start();
    get().edit('persona.name', 'Sol');
    get().discard();
    expect([draft().persona.name, get().is_dirty]).toEqual(['Luna', false]);
    get().undo();
    expect(draft().persona.name).toBe('Sol');
  });
});

describe('unsaved changes', () => {
  it('come back in another window, said so, and can be discarded', async () => {
    const first = await start();
    first.get().edit('persona.name', 'Sol');
    const second = await start(first.storage);
    expect([second.draft().persona.name, second.get().restored_at, second.get().is_dirty]).toEqual(['Sol', 1000, true]);
    second.get().undo();
    expect(second.draft().persona.name).toBe('Luna');
    expect(first.storage.texts.size).toBe(0);
  });

  it('are of each companion its own, and gone once saved', async () => {
    const { get, draft, storage } = await start();
    get().edit('persona.name', 'Sol');
    await get().open('bruno');
    expect([draft().persona.name, get().is_dirty]).toEqual(['Bruno', false]);
    await get().open('luna');
    expect(draft().persona.name).toBe('Sol');
    expect(await get().save()).toBe('saved');
    expect([get().is_dirty, storage.texts.size]).toEqual([false, 0]);
  });

  it('say when there is no room for them', async () => {
    const { get, storage } = await start();
    storage.setItem = () => { throw new Error('full'); };
    get().edit('persona.name', 'Sol');
    expect(get().is_kept).toBe(false);
    get().undo();
    expect(get().is_kept).toBe(true);
  });

  it('that cannot be read any more are left alone', async () => {
    const storage = createStorage();
    storage.setItem('luminora.companion-draft.luna', '{"definition":{"persona":7},"base_updated_at":1,"changed_at":2}');
    const { draft, get } = await start(storage);
    expect([draft().persona.name, get().restored_at]).toEqual(['Luna', null]);
  });
});

describe('what is wrong', () => {
  it('stands at its path, keeps the draft from being saved, and goes when mended', async () => {
    const { get } = await start();
    get().edit('persona.name', '');
    get().edit('persona.version', 'one');
    expect(get().issues.map(({ path }) => path)).toEqual(['persona.name', 'persona.version']);
    expect(await get().save()).toBe('invalid');
    get().edit('persona.name', 'Sol');
    get().edit('persona.version', '2.0.0');
    expect([get().issues, await get().save()]).toEqual([[], 'saved']);
  });

  it('in the text of the file waits there while no form could draw it', async () => {
    const { get, draft } = await start();
    get().editRaw('{ "persona": ');
    expect([get().raw?.is_json, draft().persona.name, await get().save()]).toEqual([false, 'Luna', 'invalid']);
    get().editRaw(JSON.stringify({ ...draft(), persona: 7 }));
    expect(get().raw).toMatchObject({ is_json: true, issues: [{ path: 'persona' }] });
    get().editRaw(JSON.stringify({ ...draft(), persona: { ...draft().persona, name: '' } }));
    expect([get().raw, draft().persona.name, get().issues.map(({ path }) => path)]).toEqual([null, '', ['persona.name']]);
  });

  it('by the engine is asked for and forgotten by nobody', async () => {
    const { get } = await start();
    get().edit('persona.name', 'Sol');
    await get().check();
    expect(get().findings).toEqual([]);
  });
});

describe('saving', () => {
  it('keeps what is written while it runs', async () => {
    const { get, draft } = await start();
    get().edit('persona.name', 'Sol');
    const saving = get().save();
    get().edit('persona.description', 'Warm.');
    expect(await saving).toBe('saved');
    expect([draft().persona.description, get().is_dirty, get().saved?.definition.persona.name]).toEqual(['Warm.', true, 'Sol']);
  });

  it('asks when somebody else saved meanwhile: mine wins, or theirs, which can be undone', async () => {
    const { get, draft, memory } = await start();
    const other = await memory.client.characters.get({ id: 'luna' });
    const theirs = { ...other.definition, persona: { ...other.definition.persona, name: 'Theirs' } };
    await memory.client.characters.save({ id: 'luna', definition: theirs });
    get().edit('persona.name', 'Mine');
    expect(await get().save()).toBe('conflict');
    expect(get().conflict?.definition.persona.name).toBe('Theirs');
    await get().settle('later');
    expect([get().conflict, draft().persona.name, await get().save()]).toEqual([null, 'Mine', 'conflict']);
    await get().settle('theirs');
    expect([draft().persona.name, get().is_dirty]).toEqual(['Theirs', false]);
    get().undo();
    expect([draft().persona.name, await get().save()]).toEqual(['Mine', 'saved']);
    expect((await memory.client.characters.get({ id: 'luna' })).definition.persona.name).toBe('Mine');
  });

  it('that fails leaves everything as it was', async () => {
    const { get, memory } = await start();
    get().edit('persona.name', 'Sol');
    memory.world.fail.set('character.save', engineError('storage_failed', 'The disk said no.'));
    expect(await get().save()).toBe('failed');
    expect([get().error?.message, get().is_dirty, get().is_saving]).toEqual(['The disk said no.', true, false]);
  });

  it('elsewhere shows here at once while nothing is being changed', async () => {
    const { get, draft, memory } = await start();
    const { definition } = await memory.client.characters.get({ id: 'luna' });
    await memory.client.characters.save({ id: 'luna', definition: { ...definition, persona: { ...definition.persona, name: 'Elsewhere' } } });
    get().applyEvent({ type: 'personality-changed', id: 'luna' });
    await expect.poll(() => draft().persona.name).toBe('Elsewhere');
    get().edit('persona.name', 'Here');
    expect(await get().save()).toBe('saved');
  });
});
