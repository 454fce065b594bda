import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interactionTypes, lifeEventKinds } from '../../../core/contract/interactions.ts';
import { parseAnalyserSentences, readAnalyserSentences } from './analyser-sentences.ts';

const folder = join(import.meta.dirname, '../data');
const header = 'language\ttext\tsentiment\tinteractions\tlife_event';
const key = ({ language, text }: { language: string; text: string }) => `${language} ${text.toLowerCase()}`;

describe('the training sentences of the analysers', () => {
  it('hold each label often enough in each language, and no sentence twice', async () => {
    const sentences = await readAnalyserSentences(folder);
    expect(new Set(sentences.map(key)).size).toBe(sentences.length);
    for (const language of ['es', 'en'] as const) {
      const own = sentences.filter((sentence) => sentence.language === language);
      for (const kind of lifeEventKinds) expect(own.filter((sentence) => sentence.life_event === kind).length, `${language} ${kind}`).toBeGreaterThanOrEqual(40);
      for (const type of interactionTypes) expect(own.filter((sentence) => sentence.interactions?.includes(type)).length, `${language} ${type}`).toBeGreaterThanOrEqual(30);
    }
  });

  it('share nothing with the sentences they are measured on', async () => {
    const trained = new Set((await readAnalyserSentences(folder)).map(key));
    const files = await Promise.all(['development.tsv', 'sealed.tsv'].map(async (name) => parseAnalyserSentences(name, await readFile(join(import.meta.dirname, '../../../evals/data/analysers', name), 'utf8'))));
    const measured = files.flat();
    expect(measured.filter(({ language }) => language === 'es').length).toBeGreaterThanOrEqual(60);
    expect(measured.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(60);
    expect(measured.filter((sentence) => trained.has(key(sentence)))).toEqual([]);
  });

  it('are read with their unlabelled columns, and a mistake names its line', () => {
    expect(parseAnalyserSentences('x', `${header}\nes\thola\t-2\tthanks,joke\t?\nen\thi\t?\t?\tnone\n`)).toEqual([
      { language: 'es', text: 'hola', sentiment: 'very_negative', interactions: ['thanks', 'joke'], life_event: null },
      { language: 'en', text: 'hi', sentiment: null, interactions: null, life_event: 'none' },
    ]);
    for (const line of ['fr\tx\t0\t?\tnone', 'es\tx\t3\t?\tnone', 'es\tx\t0\tdance\tnone', 'es\tx\t0\t?\tparty', 'es\tx']) expect(() => parseAnalyserSentences('x', `${header}\n${line}\n`)).toThrow('line 2');
  });
});
