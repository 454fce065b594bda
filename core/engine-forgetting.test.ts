// Forgetting in a whole engine: what goes with each target, and that no byte of it is left.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForgetTarget } from './contract/forgetting.ts';
import { createTestEngine } from './testing/test-engine.ts';
import type { TestEngine } from './testing/test-engine.ts';

let test: TestEngine;
afterEach(() => test.close());

/** Files under a folder that hold a text, in UTF-8 or UTF-16. */
const filesWith = (folder: string, text: string): string[] => filesWithBytes(folder, Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'));

function filesWithBytes(folder: string, ...wanted: Buffer[]): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesWithBytes(path, ...wanted);
    const bytes = statSync(path).size === 0 ? Buffer.alloc(0) : readFileSync(path);
    return wanted.some((one) => bytes.includes(one)) ? [path] : [];
  });
}

const client = () => test.engine.client;
const forget = (target: ForgetTarget) => client().forgetting.forget({ target });
async function talk(...lines: string[]): Promise<string> {
  const { id } = await client().sessions.create({ personality: 'luna' });
  for (const line of lines) await test.say(id, line);
  await test.engine.jobsIdle();
  return id;
}
const factsOf = async () => (await client().memory.facts({})).facts.map(({ key, value }) => `${key}: ${String(value)}`).sort();
const history = async (session_id: string) => (await client().sessions.history({ session_id })).messages.map(({ content }) => content);
/** The words of every file, while nothing has it open: closing a file of an open database would drop its locks. */
async function leftIn(...texts: string[]): Promise<string[]> {
  await test.engine.close();
  const left = texts.flatMap((text) => filesWith(test.folder, text).map((path) => `${text} in ${path.slice(test.folder.length + 1)}`));
  await test.restart();
  return left;
}

describe('forgetting', { timeout: 90_000 }, () => {
  beforeEach(async () => {
    test = await createTestEngine({ script: { rules: [{ match: 'Zulema', reply: 'Zulema suena a buena persona.' }], replies: ['Te escucho.'] } });
  });

  it('takes a fact with its words and the replies that repeat it, and shows before what goes', async () => {
    const session = await talk('Mi hermana se llama Zulema.', 'Hoy hace sol.', 'Me gusta mucho el mazapán.');
    expect(await factsOf()).toEqual(['likes: mazapán', 'sister_name: Zulema']);
    expect((await filesWithClosed('Zulema')).length).toBeGreaterThan(0);
    const fact = (await client().memory.facts({})).facts.find(({ key }) => key === 'sister_name')!;
    const target: ForgetTarget = { kind: 'fact', id: fact.id, with_words: true };
    const preview = await client().forgetting.preview({ target });
    expect(preview.counts.facts).toBe(1);
    // The words, the reply to them, and a later one that repeats the name: it stood in the note beside what it answers.
    expect(preview.counts.messages).toBe(3);
    expect(preview.examples[0]).toContain('Zulema');
    expect(await factsOf()).toHaveLength(2);
    const { counts } = await forget(target);
    expect(counts).toEqual(preview.counts);
    expect(await factsOf()).toEqual(['likes: mazapán']);
    const left = await history(session);
    expect(left.slice(0, 3)).toEqual(['', '', 'Hoy hace sol.']);
    expect([left[4], left.filter((text) => text.includes('Zulema'))]).toEqual(['Me gusta mucho el mazapán.', []]);
    expect(await leftIn('Zulema', 'zulema')).toEqual([]);
    await expect(forget(target)).rejects.toMatchObject({ code: 'not_found' });
  });

  async function filesWithClosed(text: string): Promise<string[]> {
    await test.engine.close();
    const found = filesWith(test.folder, text);
    await test.restart();
    return found;
  }

  it('takes one value of many, and every value of a key that holds one', async () => {
    await talk('Me gusta el mazapán.', 'Me gusta la música.', 'Vivo en Madrid.', 'Ahora vivo en Sevilla.');
    expect(await factsOf()).toEqual(['home_city: Sevilla', 'likes: mazapán', 'likes: música']);
    const of = async (key: string, value: string) => (await client().memory.facts({})).facts.find((fact) => fact.key === key && fact.value === value)!.id;
    await forget({ kind: 'fact', id: await of('likes', 'mazapán'), with_words: true });
    await forget({ kind: 'fact', id: await of('home_city', 'Sevilla'), with_words: true });
    expect(await factsOf()).toEqual(['likes: música']);
    expect(await leftIn('mazapán', 'Madrid', 'Sevilla')).toEqual([]);
    for (const value of ['música clásica', 'música electrónica']) await client().memory.addFact({ category: 'preferences', key: 'likes', value });
    await forget({ kind: 'fact', id: await of('likes', 'música clásica'), with_words: false });
    expect(await factsOf()).toEqual(['likes: música', 'likes: música electrónica']);
  });

  it('takes a message and the replies to it, and what it had superseded holds again', async () => {
    const session = await talk('Vivo en Zamora.', 'Ahora vivo en Sevilla.');
    const message = (await client().sessions.history({ session_id: session })).messages[2]!;
    await forget({ kind: 'message', id: message.id });
    expect(await factsOf()).toEqual(['home_city: Zamora']);
    expect((await history(session)).slice(2)).toEqual(['', '']);
    expect(await leftIn('Sevilla')).toEqual([]);
    await test.say(session, '¿Dónde vivo?');
    expect((await history(session)).at(-1)).not.toBe('');
  });

  it('takes a session, and facts that came from it alone', async () => {
    const kept = await talk('Me gusta el mazapán.');
    const gone = await talk('Me gusta el mazapán.', 'Mi hermano se llama Anselmo.');
    expect(await factsOf()).toEqual(['brother_name: Anselmo', 'likes: mazapán']);
    await forget({ kind: 'session', id: gone });
    const [fact] = (await client().memory.facts({})).facts;
    expect([fact!.value, fact!.source_message_ids]).toEqual(['mazapán', [(await client().sessions.history({ session_id: kept })).messages[0]!.id]]);
    await expect(client().sessions.get({ session_id: gone })).rejects.toMatchObject({ code: 'not_found' });
    expect(await leftIn('Anselmo')).toEqual([]);
  });

  it('asks once about what is said again while a decision is undone', async () => {
    const id = await talk('Mi gato se llama Micifuz.');
    await forget({ kind: 'fact', id: (await client().memory.facts({})).facts[0]!.id, with_words: true });
    const waiting = async () => (await client().inbox.list({})).proposals;
    const again = async () => { await test.say(id, 'Mi gato se llama Micifuz.'); await test.engine.jobsIdle(); };
    await again();
    const { undo } = await client().inbox.reject({ ids: (await waiting()).map((one) => one.id) });
    await again();
    expect(await client().inbox.restore({ proposals: undo })).toEqual({ restored: 0 });
    expect((await waiting()).map(({ fact }) => fact.value)).toEqual(['Micifuz']);
  });

  it('has no reply written again to what is gone', async () => {
    const id = await talk('Tengo un secreto rarísimo.');
    const [question, reply] = (await client().sessions.history({ session_id: id })).messages;
    await forget({ kind: 'message', id: question!.id });
    await expect(client().chat.regenerate({ message_id: reply!.id })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await client().sessions.history({ session_id: id })).messages.map(({ id: one }) => one)).toEqual([question!.id, reply!.id]);
  });

  it('takes along a file that was sent and not taken in yet', async () => {
    await talk('Mi hermana se llama Zulema.');
    const bytes = Buffer.from('[{"text": "Zulema"}]');
    const { id } = await client().imports.begin({ file_name: 'conversations.json', bytes: bytes.length });
    await client().imports.putPiece({ id, index: 0, data: bytes.toString('base64') });
    expect(filesWith(join(test.folder, 'imports'), 'Zulema')).toHaveLength(1);
    await forget({ kind: 'person', name: 'zulema' });
    expect((await client().imports.get({ id })).state).toBe('cancelled');
    expect(await leftIn('Zulema')).toEqual([]);
  });

  it('leaves no name in the names of projects, whose memories stay their own', async () => {
    const { id } = await client().sessions.create({ personality: 'luna', project: 'Boda de Zulema' });
    await test.say(id, 'Vivo en Cuenca.');
    await client().sessions.create({ personality: 'luna', project: 'Viajes' });
    await test.engine.jobsIdle();
    await forget({ kind: 'person', name: 'zulema' });
    const { project } = await client().sessions.get({ session_id: id });
    expect(project).toMatch(/^Project \w{6}$/);
    expect((await client().memory.facts({ project })).facts.map(({ value }) => value)).toEqual(['Cuenca']);
    expect((await client().sessions.projects({})).projects.map(({ name }) => name)).toEqual([project, 'Viajes']);
    expect(await leftIn('Zulema')).toEqual([]);
  });

  it('takes whatever names a person, as a whole word, and keeps the rest', async () => {
    const session = await talk('Mi hermana se llama Zulema y vive lejos.', 'Ayer ZULEMA me llamó.', 'He comprado zulemas de tela.', 'Me gusta el mazapán.');
    await client().sessions.rename({ session_id: session, title: 'Sobre Zulema' });
    expect((await client().forgetting.preview({ target: { kind: 'person', name: 'zulema' } })).counts.messages).toBeGreaterThanOrEqual(4);
    await forget({ kind: 'person', name: 'zulema' });
    expect(await factsOf()).toEqual(['likes: mazapán']);
    expect((await client().sessions.get({ session_id: session })).title).toBe('');
    expect(await history(session)).toEqual(['', '', '', '', 'He comprado zulemas de tela.', '', 'Me gusta el mazapán.', expect.any(String)]);
    expect(await leftIn('Zulema', 'ZULEMA')).toEqual([]);
  });

  it('leaves no vector of it in any file', async () => {
    await test.close();
    // What is kept of its sentence is another vector: of the model, but not the one that search compares.
    test = await createTestEngine({ realEmbeddings: true, script: { replies: ['Te escucho.'] } });
    const session = await talk('Ayer murió mi tío Eustaquio y estoy destrozada.', 'Hoy llueve.');
    const [gone, , kept] = (await client().sessions.history({ session_id: session })).messages;
    await test.engine.close();
    const db = new Database(join(test.folder, 'luminora.db'), { readonly: true });
    const rows = db.prepare('SELECT message_id AS id, vector FROM message_embeddings UNION ALL SELECT episode_id, vector FROM episode_embeddings').all() as { id: string; vector: Buffer }[];
    db.close();
    await test.restart();
    const [episode] = (await client().memory.episodes({})).episodes;
    const filesOf = (id: string) => filesWithBytes(test.folder, rows.find((row) => row.id === id)!.vector.subarray(64, 128));
    await forget({ kind: 'message', id: gone!.id });
    await test.engine.close();
    expect([filesOf(gone!.id), filesOf(episode!.id), filesOf(kept!.id).length > 0]).toEqual([[], [], true]);
    await test.restart();
  });

  it('takes what a session taught and leaves its words, which teach nothing any more', async () => {
    const session = await talk('Mi hermana se llama Lola.', 'Me han ascendido en el trabajo, estoy feliz.');
    expect(await factsOf()).toContain('sister_name: Lola');
    await forget({ kind: 'source', session_id: session });
    expect(await factsOf()).toEqual([]);
    expect((await client().memory.episodes({ session_id: session })).episodes).toEqual([]);
    expect(await history(session)).toContain('Mi hermana se llama Lola.');
    await test.restart();
    await test.engine.jobsIdle();
    expect(await factsOf()).toEqual([]);
  });

  it('takes an episode, and is refused while a reply is being written', async () => {
    const session = await talk('Ayer murió mi tío Eustaquio y estoy destrozada.');
    const [episode] = (await client().memory.episodes({})).episodes;
    expect(episode?.title).toContain('Eustaquio');
    const stream = (await client().chat.send({ session_id: session, message: 'Hola' }))[Symbol.asyncIterator]();
    await stream.next();
    await expect(forget({ kind: 'episode', id: episode!.id, with_words: true })).rejects.toMatchObject({ code: 'turn_in_progress' });
    for (let event = await stream.next(); event.done !== true;) event = await stream.next();
    await forget({ kind: 'episode', id: episode!.id, with_words: true });
    expect((await client().memory.episodes({})).episodes).toEqual([]);
    expect(await leftIn('Eustaquio')).toEqual([]);
  });

  it('finds a planted leak: words that stand where nobody looks would be told', async () => {
    const session = await talk('Mi perro se llama Zascandil.');
    const { id } = (await client().memory.facts({})).facts[0]!;
    await client().memory.addFact({ category: 'other', key: 'secret_note', value: 'lo de Zascandil' });
    await forget({ kind: 'fact', id, with_words: true });
    expect(await history(session)).toEqual(['', expect.any(String)]);
    expect(await leftIn('Zascandil')).toEqual([expect.stringContaining('luminora.db')]);
    writeFileSync(join(test.folder, 'planted.txt'), Buffer.from('de Zascandil', 'utf16le'));
    expect(await leftIn('Zascandil')).toContain('Zascandil in planted.txt');
  });

  it('refuses to undo a deletion of what was forgotten since, and takes the user\'s own hand for consent', async () => {
    await talk('Mi hermana se llama Zulema.');
    const { deleted } = await client().memory.deleteFact({ id: (await client().memory.facts({})).facts[0]!.id });
    const { forgetting_id: id } = await forget({ kind: 'person', name: 'Zulema' });
    expect((await client().forgetting.tombstones({})).tombstones).toMatchObject([{ forgetting_id: id, kind: 'person' }]);
    await expect(client().memory.restoreFact({ fact: deleted })).rejects.toMatchObject({ code: 'conflict' });
    await client().memory.addFact({ category: 'relationships', key: 'sister_name', value: 'Zulema' });
    expect([await factsOf(), (await client().forgetting.tombstones({})).tombstones]).toEqual([['sister_name: Zulema'], []]);
  });

  it('lets it be learnt again when it is allowed', async () => {
    const session = await talk('Mi hermano se llama Anselmo.');
    const { forgetting_id } = await forget({ kind: 'person', name: 'Anselmo' });
    await test.say(session, 'Mi hermano se llama Anselmo.');
    await test.engine.jobsIdle();
    expect([await factsOf(), (await client().inbox.list({})).proposals.length]).toEqual([[], 1]);
    expect(await client().forgetting.allow({ forgetting_id })).toEqual({ allowed: expect.any(Number) });
    await test.say(session, 'Sí, mi hermano se llama Anselmo.');
    await test.engine.jobsIdle();
    expect(await factsOf()).toEqual(['brother_name: Anselmo']);
  });

  it('takes the user\'s name out of the records of replies as well', async () => {
    const session = await talk('Me llamo Zulema.', '¿Cómo me llamo?', 'Me gusta el mazapán.');
    expect((await filesWithClosed('Zulema')).length).toBeGreaterThan(0);
    const name = (await client().memory.facts({})).facts.find(({ key }) => key === 'name')!;
    await forget({ kind: 'fact', id: name.id, with_words: true });
    expect(await leftIn('Zulema', 'zulem')).toEqual([]);
    await test.say(session, '¿Cómo me llamo?');
    expect((await history(session)).at(-1)).not.toContain('Zulema');
  });
});
