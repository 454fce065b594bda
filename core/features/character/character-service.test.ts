// Companions as they are kept: on a real database, with the shipped ones.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/events.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { createCharacterService } from './character-service.ts';
import type { CharacterService } from './character-service.ts';
import { installShippedPersonalities, loadShippedPersonalities } from './shipped.ts';
import type { ShippedPersonalities } from './shipped.ts';

const png = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]);
let folder: string;
let storage: StorageProvider;
let shipped: ShippedPersonalities;
let characters: CharacterService;
let told: EngineEvent[];
const clock = { now: () => 1_800_000_000_000 };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-character-'));
  storage = openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock, log: silentLog, secret: async () => undefined });
  shipped = await loadShippedPersonalities(join(productFolder, 'personalities'));
  await installShippedPersonalities(shipped, { storage, clock });
  told = [];
  characters = createCharacterService({ storage, clock, shipped, broadcast: (event) => told.push(event) });
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

const luna = async () => structuredClone(await characters.definition('luna'));
const renamed = async (name: string) => ({ ...(await luna()), persona: { ...(await luna()).persona, name } });

describe('a companion', () => {
  it('is added with an id made from its name, that nothing else has', async () => {
    const ids = [];
    for (const name of ['Doña Inés', 'Doña Inés', '漢', 'Luna']) ids.push((await characters.create({ definition: await renamed(name) })).id);
    expect(ids).toEqual(['dona_ines', 'dona_ines_2', 'companion', 'luna_2']);
    expect(told.map((event) => event.type)).toEqual(Array(4).fill('personality-changed'));
    await expect(characters.create({ id: 'luna', definition: await luna() })).rejects.toMatchObject({ code: 'conflict' });
    await expect(characters.create({ definition: { persona: {} } })).rejects.toMatchObject({ code: 'invalid_input', details: { field: expect.stringContaining('persona') } });
  });

  it('is changed, unless somebody else did meanwhile', async () => {
    const opened = await characters.view('luna');
    const saved = await characters.save('luna', await renamed('Selene'), opened.updated_at);
    expect(saved).toMatchObject({ is_shipped: true, is_changed: true, definition: { persona: { name: 'Selene' } } });
    expect((await characters.definition('luna')).persona.name).toBe('Selene');
    await expect(characters.save('luna', await renamed('Other'), opened.updated_at)).rejects.toMatchObject({ code: 'conflict' });
    expect((await characters.list()).find(({ id }) => id === 'luna')).toMatchObject({ name: 'Selene', is_changed: true });
  });

  it('that came with the program is left as the user changed it, taken anew where they did not, and brought back when asked', async () => {
    await characters.save('luna', await renamed('Selene'));
    const newer = new Map([...shipped].map(([id, definition]) => [id, { ...definition, persona: { ...definition.persona, version: '9.0.0' } }]));
    await installShippedPersonalities(newer, { storage, clock });
    expect((await characters.definition('luna')).persona).toMatchObject({ name: 'Selene' });
    expect(await characters.reset('luna')).toMatchObject({ is_changed: false, definition: { persona: { name: 'Luna' } } });
    await expect(characters.remove('luna')).rejects.toMatchObject({ code: 'invalid_input' });
    const another = await mkdtempSync(join(tmpdir(), 'luminora-character-'));
    const fresh = openSqliteStorage(join(another, 'luminora.db'), { dataFolder: another, migrationsFolder: join(productFolder, 'migrations'), clock, log: silentLog, secret: async () => undefined });
    await installShippedPersonalities(shipped, { storage: fresh, clock });
    await installShippedPersonalities(newer, { storage: fresh, clock });
    expect((await fresh.personalities.get('luna'))?.definition).toMatchObject({ persona: { version: '9.0.0' } });
    await fresh.close();
    rmSync(another, { recursive: true });
  });

  it('is deleted with its pictures, and comes back from what the deletion gave', async () => {
    const { id } = await characters.create({ definition: await renamed('Ada') });
    await characters.assets.put(id, 'portrait', png);
    const gone = await characters.remove(id);
    expect(await storage.count('character_asset')).toBe(0);
    await expect(characters.definition(id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await characters.create({ id: gone.id, definition: gone.definition })).toMatchObject({ id, definition: gone.definition });
    await characters.remove(id);
    expect((await characters.create({ definition: await renamed('Ada') })).id).toBe('ada_2');
    await expect(characters.reset('ada_2')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('has pictures that are pictures', async () => {
    expect(await characters.assets.put('luna', 'joy', png)).toMatchObject({ name: 'joy', media_type: 'image/png', bytes: 10 });
    expect((await characters.list()).find(({ id }) => id === 'luna')?.assets).toEqual(['joy']);
    expect((await characters.assets.get('luna', 'joy'))?.bytes).toEqual(png);
    expect(await characters.assets.list('luna')).toEqual([{ name: 'joy', media_type: 'image/png', bytes: 10, updated_at: clock.now() }]);
    for (const odd of ['<svg onload="x"/>', 'GIF8', '', 'MZ']) await expect(characters.assets.put('luna', 'joy', Buffer.from(odd))).rejects.toMatchObject({ code: 'invalid_input' });
    expect([await characters.assets.remove('luna', 'joy'), await characters.assets.remove('luna', 'joy')]).toEqual([true, false]);
  });

  it('is listed with as many greetings as a conversation can begin with', async () => {
    const { id } = await characters.create({ definition: { ...(await renamed('Ada')), greetings: Array.from({ length: 60 }, (_, index) => `Hello ${index}`) } });
    const listed = (await characters.list()).find((each) => each.id === id);
    expect(listed?.greetings[(await luna()).persona.language]).toHaveLength(40);
    expect((await characters.definition(id)).greetings).toHaveLength(60);
  });

  it('is changed for one user only, and back', async () => {
    await characters.override('ana', 'luna', { advanced_parameters: { humor: 0.3 } });
    expect([await characters.overridesOf('ana', 'luna'), await characters.overridesOf('bea', 'luna')]).toEqual([{ advanced_parameters: { humor: 0.3 } }, {}]);
    expect(await characters.override('ana', 'luna', {})).toEqual({});
    expect(await characters.overridesOf('ana', 'luna')).toEqual({});
  });

  it('that is damaged hides no other', async () => {
    await storage.commit([{ op: 'insert', entity: 'personality', record: { id: 'broken', name: 'Broken', definition: { persona: 7 }, created_at: 1, updated_at: 1 } }]);
    expect((await characters.list()).map(({ id }) => id)).toEqual([...shipped.keys()]);
    await expect(characters.definition('broken')).rejects.toMatchObject({ code: 'storage_damaged' });
  });
});
