// The texts of the program, and folders of one's own in every format that is read.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifyLanguage } from '../../../lib/language.ts';
import { builtInSets, speedTexts } from './built-in.ts';
import { readFolder } from './read-folder.ts';

let scratch = '';
let count = 0;
beforeAll(async () => { scratch = await mkdtemp(join(tmpdir(), 'luminora-sets-')); });
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = join(scratch, `set-${count++}`);
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

describe('the texts of the program', () => {
  const { sets, hash } = builtInSets();

  it('measure three things in both languages and across them', () => {
    expect(sets.map(({ suite, name }) => `${suite} ${name}`)).toEqual([
      'similarity en', 'similarity es', 'similarity es-en', 'clustering en', 'clustering es', 'clustering es-en', 'retrieval en', 'retrieval es', 'retrieval es-en', 'retrieval en-es',
    ]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(builtInSets().hash).toBe(hash);
  });

  it('are whole: scores of every height, equal topics, and an answer to every question', () => {
    for (const set of sets) {
      if (set.suite === 'similarity') expect(new Set(set.pairs.map(({ score }) => Math.round(score))).size).toBe(6);
      else if (set.suite === 'clustering') {
        const sizes = new Set([...Map.groupBy(set.texts, ({ label }) => label).values()].map((texts) => texts.length));
        expect(sizes.size).toBe(1);
      } else {
        const ids = new Set(set.documents.map(({ id }) => id));
        for (const { text, relevant } of set.questions) expect([...relevant.keys()].filter((id) => ids.has(id)).length, text).toBe(relevant.size);
      }
    }
  });

  it('say nothing twice, and are in the language they are said to be in', () => {
    const texts = sets.flatMap((set) => (set.suite === 'clustering' && set.name !== 'es-en' ? set.texts.map(({ text }) => ({ text, language: set.name })) : []));
    expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
    const wrong = texts.filter(({ text, language }) => (identifyLanguage(text) ?? language) !== language);
    expect(wrong).toEqual([]);
    expect(speedTexts().length).toBeGreaterThan(200);
  });
});

describe('a folder of texts', () => {
  it('holds pairs as STS-B, as STS-2017 and with headings', async () => {
    const folder = await folderOf({
      'sts-dev.csv': 'news\tfile\t2012\t0000\t4.5\tA man is here with the dog.\tThe man is "here" with a dog.\tlicence\n',
      'sts2017.track4a.es-en.tsv': '\u{FEFF}El perro come.\tThe dog eats.\t5.0\r\n',
      'similarity.mine.tsv': 'first\tsecond\tscore\nEl gato de la vecina duerme.\tLa gata duerme en la casa.\t2\n',
    });
    const { sets, name } = await readFolder(folder);
    expect(name).toBe(folder.split('/').at(-1));
    expect(sets).toEqual([
      { suite: 'similarity', name: 'es', pairs: [{ left: 'El gato de la vecina duerme.', right: 'La gata duerme en la casa.', score: 2 }] },
      { suite: 'similarity', name: 'en', pairs: [{ left: 'A man is here with the dog.', right: 'The man is "here" with a dog.', score: 4.5 }] },
      { suite: 'similarity', name: 'es-en', pairs: [{ left: 'El perro come.', right: 'The dog eats.', score: 5 }] },
    ]);
  });

  it('holds labelled texts, and searches with grades in the folders below', async () => {
    const folder = await folderOf({
      'clusters.fr.tsv': 'un\ta\ndeux\tb\ntrois\ta\n',
      'one/corpus.en.jsonl': '{"_id":"d1","title":"Dogs","text":"bark"}\n{"_id":2,"title":"Cats","text":"Cats purr"}\n',
      'one/corpus.es.jsonl': '{"_id":"d1","text":"ladran"}\n',
      'one/queries.es.dev.jsonl': '{"_id":"q1","text":"¿quién ladra?"}\n{"_id":"q2","text":"sin respuesta"}\n',
      'one/qrels.dev.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\t2\t0\n',
      'two/corpus.en.jsonl': '{"_id":"a","text":"alpha"}\n',
      'two/queries.en.jsonl': '{"_id":"q","text":"first?"}\n',
      'two/qrels.tsv': 'q 0 a 1\n',
      'two/qrels.more.tsv': 'q 0 b 2\n',
      'three/notes.txt': 'not ours',
    });
    const { sets } = await readFolder(folder);
    expect(sets.map(({ suite, name }) => `${suite} ${name}`)).toEqual(['clustering fr', 'retrieval es-en', 'retrieval es', 'retrieval en']);
    expect(sets[0]).toMatchObject({ texts: [{ label: 0 }, { label: 1 }, { label: 0 }] });
    expect(sets[1]).toMatchObject({ documents: [{ id: 'd1', text: 'Dogs\nbark' }, { id: '2', text: 'Cats purr' }], questions: [{ text: '¿quién ladra?', relevant: new Map([['d1', 2]]) }] });
    expect(sets[3]).toMatchObject({ questions: [{ text: 'first?', relevant: new Map([['b', 2], ['a', 1]]) }] });
  });

  it('tells sets of one language apart by their files', async () => {
    const folder = await folderOf({ 'sts-a.en.tsv': 'a\tb\t1\n', 'sts-b.en.tsv': 'a\tb\t1\n' });
    expect((await readFolder(folder)).sets.map(({ name }) => name)).toEqual(['en sts-a.en', 'en sts-b.en']);
  });

  it('has another hash when a judgement is another', async () => {
    const hashOf = async (text: string) => (await readFolder(await folderOf({ 'sts.en.tsv': text }))).hash;
    expect(await hashOf('a\tb\t1\n')).toBe(await hashOf('a\tb\t1.0\n'));
    expect(await hashOf('a\tb\t1\n')).not.toBe(await hashOf('a\tb\t2\n'));
  });

  it('is refused with file and line, or with what was expected', async () => {
    await expect(readFolder(await folderOf({ 'sts.tsv': 'a\tb\t1\na\tb\n' }))).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('sts.tsv, line 2') as string });
    await expect(readFolder(await folderOf({ 'clusters.tsv': 'no label\n' }))).rejects.toMatchObject({ code: 'invalid_input', details: { line: 1 } });
    await expect(readFolder(await folderOf({ 'corpus.jsonl': '{"_id":"a"}\n' }))).rejects.toMatchObject({ code: 'invalid_input', details: { file: 'corpus.jsonl', line: 1 } });
    await expect(readFolder(await folderOf({ 'corpus.jsonl': '{"_id":"a","text":"x"}\n', 'queries.jsonl': '{"_id":"q","text":"x"}\n', 'qrels.tsv': 'q\ta\t1\nq\ta\tbest\n' }))).rejects.toMatchObject({ details: { file: 'qrels.tsv', line: 2 } });
    await expect(readFolder(await folderOf({ 'readme.md': 'hello' }))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(readFolder('texts')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(readFolder(join(scratch, 'nowhere'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(readFolder(await folderOf({ 'sts.tsv': 'a\tb\t1\n'.repeat(30_000) }))).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('50000') as string });
  });
});
