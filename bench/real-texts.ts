// What people really wrote, for benches: the turns of LoCoMo's conversations and GoEmotions' comments, where a folder holds them. Read only; never stored here.
import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const turns = z.array(z.looseObject({ speaker: z.string(), text: z.string() }));
const conversations = z.array(z.looseObject({ conversation: z.record(z.string(), z.unknown()), qa: z.array(z.looseObject({ question: z.string() })) }));

export type RealTexts = { texts: string[]; questions: string[] };

/**
 * Texts in a fixed order, conversations first, and the questions asked about them. The folder is laid out as the evaluations' (`locomo/*.json`, `goemotions/*.tsv`).
 * Throws when neither is there.
 */
export async function readRealTexts(folder: string): Promise<RealTexts> {
  const real: RealTexts = { texts: [], questions: [] };
  for (const name of await namesIn(join(folder, 'locomo'), '.json')) {
    for (const { conversation, qa } of conversations.parse(JSON.parse(await readFile(join(folder, 'locomo', name), 'utf8')))) {
      for (const value of Object.values(conversation)) {
        const read = turns.safeParse(value);
        if (read.success) real.texts.push(...read.data.map(({ text }) => text));
      }
      real.questions.push(...qa.map(({ question }) => question));
    }
  }
  for (const name of await namesIn(join(folder, 'goemotions'), '.tsv')) {
    const lines = (await readFile(join(folder, 'goemotions', name), 'utf8')).split('\n');
    real.texts.push(...lines.map((line) => line.split('\t')[0]!).filter((text) => text.trim() !== ''));
  }
  if (real.texts.length === 0) throw new Error(`${folder} holds neither locomo/*.json nor goemotions/*.tsv.`);
  return real;
}

async function namesIn(folder: string, ending: string): Promise<string[]> {
  return existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith(ending)).sort() : [];
}
