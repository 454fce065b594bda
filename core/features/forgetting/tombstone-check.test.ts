// Tombstones by wording alone: what is asked, dropped, left out, and let go again. Meaning is measured in nearness.test.ts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact, Message } from '../../contract/entities.ts';
import { createTestMemory, type TestMemory } from '../../testing/test-memory.ts';
import { createTombstones } from './index.ts';
import { makeTombstones, type Forgotten } from './make-tombstones.ts';

let memory: TestMemory;
let asked: number;
beforeEach(async () => {
  memory = await createTestMemory();
  asked = 0;
});
afterEach(() => memory.close());

const embedder = { spaceId: async () => null, embed: async () => { asked += 1; return null; } };
const tombstones = () => createTombstones({ storage: memory.storage, embedder });
async function forget(...forgotten: Forgotten[]) {
  const made = await makeTombstones({ clock: memory.clock, ids: memory.ids, embedder }, { forgetting_id: memory.ids.next(), user_id: 'ana', kind: 'fact' }, forgotten);
  await memory.storage.commit(made.map((record) => ({ op: 'insert', entity: 'tombstone', record })));
  return made;
}
const fact = (key: string, value: Fact['value'], category: Fact['category'] = 'other') => ({ key, value, category });
const asFact = (...of: Parameters<typeof fact>): Forgotten => ({ type: 'fact', fact: fact(...of) });
const judge = async (message: Message, ...facts: ReturnType<typeof fact>[]) => tombstones().judge(message, facts);

describe('a tombstone', () => {
  it('holds none of the words, and two of one value have nothing in common', async () => {
    const rows = await forget(asFact('sister_name', 'Zulema', 'relationships'), asFact('sister_name', 'Zulema', 'relationships'), { type: 'text', text: 'Zulema vive en Zamora' });
    const stored = JSON.stringify(await memory.storage.tombstones.list('ana')).toLowerCase();
    for (const word of ['zulema', 'zamora', 'sister']) expect(stored).not.toContain(word);
    expect(rows[0]!.hashes.filter((hash) => rows[1]!.hashes.includes(hash))).toEqual([]);
  });

  it('asks about what is said anew, drops what was said before, and lets all else be learnt', async () => {
    const before = await memory.say('Mi hermana se llama Zulema y mi hermano Anselmo.');
    await forget(asFact('sister_name', 'Zulema', 'relationships'));
    const after = await memory.say('Mi hermana se llama ZULEMA.');
    expect(await judge(before, fact('sister_name', 'Zulema'), fact('brother_name', 'Anselmo'))).toEqual(['drop', 'learn']);
    expect(await judge(after, fact('sister_name', 'ZULEMA'), fact('plan', 'cenar con Zulema'), fact('brother_name', 'Anselmo'))).toEqual(['ask', 'ask', 'learn']);
    // An old conversation that comes in now was said before.
    expect(await judge({ ...after, created_at: before.created_at - 1 }, fact('sister_name', 'Zulema'))).toEqual(['drop']);
    expect(await tombstones().judge({ ...after, user_id: 'eva' }, [fact('sister_name', 'Zulema')])).toEqual(['learn']);
  });

  it('of a common word closes its own fact alone', async () => {
    await forget(asFact('likes', 'la música', 'preferences'), asFact('age', 34, 'personal_info'), asFact('smokes', true, 'health'));
    const after = await memory.say('Ayer hubo música en la plaza.');
    expect(await judge(after, fact('likes', 'música'), fact('age', 34), fact('smokes', true))).toEqual(['ask', 'ask', 'ask']);
    expect(await judge(after, fact('likes', 'música clásica'), fact('plays_instrument', 'música'), fact('age', 35), fact('smokes', false))).toEqual(['learn', 'learn', 'learn', 'learn']);
    expect(await tombstones().areAbout('ana', ['Ayer hubo música en la plaza.', 'Tengo 34 años.'])).toEqual([false, false]);
    await forget(asFact('likes', 'Cocina', 'preferences'), asFact('favorite_band', 'Radiohead', 'preferences'));
    expect(await tombstones().areAbout('ana', ['La cocina está sucia.', 'Ayer tocó Radiohead.'])).toEqual([false, true]);
  });

  it('of a word about health, of two telling words and of a name stands wherever they are said', async () => {
    await forget(asFact('condition', 'diabetes', 'health'), asFact('employer', 'fábrica de muebles', 'work'), { type: 'name', name: 'Ana María' });
    expect(await tombstones().areAbout('ana', ['¿Cómo va la diabetes?', 'Sales de la fábrica de muebles a las seis.', 'Vino ANA  MARIA.', 'Vino Ana.', 'La fábrica está lejos.', 'He visto muebles.'])).toEqual([true, true, true, false, false, false]);
  });

  it('leaves sentences out of what is told again, but for the user\'s own words since', async () => {
    const before = await memory.say('Ayer vi a Zulema. Comimos arroz.');
    await forget(asFact('sister_name', 'Zulema', 'relationships'));
    const reply = await memory.say('¿Qué tal Zulema? Yo sigo aquí.', { speaker: 'assistant' });
    const after = await memory.say('Zulema está bien.');
    const plain = await memory.say('Hoy llueve.', { speaker: 'assistant' });
    const told = await tombstones().leaveOut([before, reply, after, plain]);
    expect(told.map(({ content }) => content)).toEqual(['Comimos arroz.', 'Yo sigo aquí.', 'Zulema está bien.', 'Hoy llueve.']);
    expect([told[2], told[3]]).toEqual([after, plain]);
  });

  it('of a source silences what was said there until then', async () => {
    const before = await memory.say('Me gusta el mazapán.');
    await forget({ type: 'session', id: 's' });
    const after = await memory.say('Me gusta el mazapán.');
    expect([await judge(before, fact('likes', 'mazapán')), await judge(after, fact('likes', 'mazapán'))]).toEqual([['drop'], ['learn']]);
    expect((await tombstones().leaveOut([before, after])).map(({ content }) => content)).toEqual(['', 'Me gusta el mazapán.']);
  });

  it('goes when the user wants it after all, with the sentences it was told in', async () => {
    await forget(asFact('sister_name', 'Zulema', 'relationships'), { type: 'text', text: 'Mi hermana se llama Zulema' });
    await forget(asFact('brother_name', 'Anselmo', 'relationships'));
    const changes = await tombstones().allowFacts('ana', [fact('sister_name', 'zulema')]);
    expect(changes).toHaveLength(2);
    await memory.storage.commit(changes);
    const after = await memory.say('Mi hermana se llama Zulema, mi hermano Anselmo.');
    expect(await judge(after, fact('sister_name', 'Zulema'), fact('brother_name', 'Anselmo'))).toEqual(['learn', 'ask']);
  });

  it('costs a user without any one read and no vector', async () => {
    const message = await memory.say('Mi hermana se llama Zulema.');
    expect(await judge(message, fact('sister_name', 'Zulema'))).toEqual(['learn']);
    expect(await tombstones().leaveOut([message])).toEqual([message]);
    expect(asked).toBe(0);
  });
});
