// Texts of one's own, and public sets as they are: a folder, and the folders in it.
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { LuminoraError } from '../../../contract/errors.ts';
import { identifyLanguage } from '../../../lib/language.ts';
import type { DataFile } from '../../../lib/dataset-hash.ts';
import { readEntries, readLabelled, readPairs, readRelevant } from './read-lines.ts';
import { languageName, toTestSets, type RetrievalSet, type TestSet, type TestSets } from './test-sets.ts';

/** Bytes of all files together, and texts of all sets together: more is no small measurement any more. */
const mostBytes = 64_000_000;
const mostTexts = 50_000;

const kinds = {
  pairs: /^(?:sts|similarity).*\.(?:csv|tsv)$/i,
  labelled: /^cluster.*\.tsv$/i,
  corpus: /^corpus.*\.jsonl$/i,
  queries: /^queries.*\.jsonl$/i,
  qrels: /^qrels.*\.tsv$/i,
} as const;
const isKnown = (name: string) => Object.values(kinds).some((kind) => kind.test(name));

/** A set before its name is settled: `own` tells sets of one language apart. */
type Found = { set: TestSet; own: string };

/**
 * Every set of the formats of docs/embedding-benchmark.md in the folder and in the folders right below it.
 * @throws LuminoraError `not_found` (no such folder), `invalid_input` (a relative path, nothing known in it, a wrong line, too much)
 */
export async function readFolder(folder: string): Promise<TestSets> {
  if (!isAbsolute(folder)) throw new LuminoraError('invalid_input', `The folder of texts must be given in full, from the root on: "${folder}" is not.`, { details: { field: 'folder' } });
  const folders = [folder, ...await foldersIn(folder)];
  const found: Found[] = [];
  let bytes = 0;
  for (const place of folders) {
    const files = await filesIn(place, (size) => { if ((bytes += size) > mostBytes) throw tooMuch(folder); });
    found.push(...setsOf(files, basename(place)));
  }
  const texts = found.reduce((sum, { set }) => sum + countTexts(set), 0);
  if (texts > mostTexts) throw tooMuch(folder);
  if (texts === 0) throw new LuminoraError('invalid_input', `${folder} holds no texts to measure with: sts*.tsv, clusters*.tsv, or corpus*.jsonl with queries*.jsonl and qrels*.tsv are expected (docs/embedding-benchmark.md).`, { details: { field: 'folder' } });
  return toTestSets(basename(folder), named(found));
}

/** Texts a model has to read for a set, repeats counted. */
export function countTexts(set: TestSet): number {
  if (set.suite === 'similarity') return set.pairs.length * 2;
  return set.suite === 'clustering' ? set.texts.length : set.documents.length + set.questions.length;
}

const tooMuch = (folder: string) => new LuminoraError('invalid_input', `${folder} holds more than ${mostTexts} texts or ${mostBytes / 1e6} MB. Measure on a part of it.`, { details: { field: 'folder' } });

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new LuminoraError('not_found', `There is no folder ${folder} that can be read.`, { cause, details: { field: 'folder' } });
  });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)).sort();
}

async function filesIn(folder: string, count: (bytes: number) => void): Promise<DataFile[]> {
  const files: DataFile[] = [];
  for (const name of (await readdir(folder).catch(() => [])).filter(isKnown).sort()) {
    const facts = await stat(join(folder, name)).catch(() => null);
    if (!facts?.isFile()) continue;
    count(facts.size);
    files.push({ name, text: await readFile(join(folder, name), 'utf8') });
  }
  return files;
}

function setsOf(files: readonly DataFile[], folder: string): Found[] {
  const of = (kind: RegExp) => files.filter(({ name }) => kind.test(name));
  const pairs = of(kinds.pairs).map((file): Found => {
    const read = readPairs(file);
    return { own: stem(file.name), set: { suite: 'similarity', name: languageInName(file.name) ?? languagesOf(read.map(({ left }) => left), read.map(({ right }) => right)) ?? stem(file.name), pairs: read } };
  });
  const labelled = of(kinds.labelled).map((file): Found => {
    const texts = readLabelled(file);
    return { own: stem(file.name), set: { suite: 'clustering', name: languageInName(file.name) ?? languageOf(texts.map(({ text }) => text)) ?? stem(file.name), texts } };
  });
  return [...pairs, ...labelled, ...searchesOf(of(kinds.corpus), of(kinds.queries), of(kinds.qrels)).map((set) => ({ own: folder, set }))];
}

/** Every language's questions against every language's documents. Questions nothing is known of are left out. */
function searchesOf(corpora: readonly DataFile[], queries: readonly DataFile[], qrels: readonly DataFile[]): RetrievalSet[] {
  const relevant = new Map<string, Map<string, number>>();
  // A question may be judged in several files, for example one for each language of the documents.
  for (const [id, grades] of qrels.flatMap((file) => [...readRelevant(file)])) relevant.set(id, new Map([...relevant.get(id) ?? [], ...grades]));
  const read = (files: readonly DataFile[]) => files.map((file) => {
    const entries = readEntries(file);
    return { language: languageInName(file.name) ?? languageOf(entries.map(({ text }) => text)) ?? stem(file.name), entries };
  });
  const documents = read(corpora);
  return read(queries).flatMap((asked) => documents.map(({ language, entries }): RetrievalSet => ({
    suite: 'retrieval', name: languageName(asked.language, language), documents: entries,
    questions: asked.entries.flatMap(({ id, text }) => (relevant.has(id) ? [{ text, relevant: relevant.get(id)! }] : [])),
  }))).filter(({ questions }) => questions.length > 0);
}

/** "sts2017.es-en.tsv" tells "es-en", "corpus.es.jsonl" tells "es". */
function languageInName(name: string): string | null {
  for (const part of name.toLowerCase().split('.').slice(1, -1)) {
    const [, first, second] = /^([a-z]{2})(?:-([a-z]{2}))?$/.exec(part) ?? [];
    if (first !== undefined) return languageName(first, second ?? first);
  }
  return null;
}

/** The language most of the first hundred texts are in; null when they do not tell. */
function languageOf(texts: readonly string[]): string | null {
  const told = texts.slice(0, 100).map(identifyLanguage).filter((language) => language === 'en' || language === 'es');
  const spanish = told.filter((language) => language === 'es').length;
  return told.length * 2 < Math.min(100, texts.length) ? null : spanish * 2 > told.length ? 'es' : 'en';
}

function languagesOf(left: readonly string[], right: readonly string[]): string | null {
  const [first, second] = [languageOf(left), languageOf(right)];
  return first === null || second === null ? null : languageName(first, second);
}

const stem = (name: string) => name.replace(/\.[a-z]+$/i, '');

/** Sets of one suite and language are told apart by their file or folder. */
function named(found: readonly Found[]): TestSet[] {
  const same = ({ set }: Found) => found.filter((other) => other.set.suite === set.suite && other.set.name === set.name).length;
  return found.map((one) => (same(one) === 1 ? one.set : { ...one.set, name: `${one.set.name} ${one.own}` }));
}
