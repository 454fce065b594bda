// Our own sentences for sentiment, interaction and life events: data/analysers-*.tsv.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sentimentSchema, type Sentiment } from '../../../core/contract/entities.ts';
import { interactionTypes, lifeEventKinds, type InteractionType, type LifeEventKind } from '../../../core/contract/interactions.ts';

export type AnalyserSentence = {
  language: 'es' | 'en';
  text: string;
  /** Null: not labelled for that head. */
  sentiment: Sentiment | null;
  interactions: InteractionType[] | null;
  life_event: LifeEventKind | null;
};

const header = 'language\ttext\tsentiment\tinteractions\tlife_event';

/** Reads one file; throws with the line of the first mistake. "?" in a column: not labelled. Sentiment is -2 to 2. */
export function parseAnalyserSentences(name: string, content: string): AnalyserSentence[] {
  const [first, ...lines] = content.trimEnd().split('\n');
  if (first !== header) throw new Error(`${name}: the first line must be "${header.replaceAll('\t', ' | ')}".`);
  return lines.map((line, index) => {
    const [language, text, sentiment, interactions, event] = line.split('\t');
    const types = interactions === '?' ? null : interactions?.split(',');
    const isGood = (language === 'es' || language === 'en') && text && (sentiment === '?' || /^-?[012]$/.test(sentiment ?? ''))
      && types?.every((type) => interactionTypes.includes(type as InteractionType)) !== false && types !== undefined && (event === '?' || lifeEventKinds.includes(event as LifeEventKind));
    if (!isGood) throw new Error(`${name}, line ${index + 2}: ${line}`);
    return {
      language, text, sentiment: sentiment === '?' ? null : sentimentSchema.options[Number(sentiment) + 2]!, interactions: types as InteractionType[] | null,
      life_event: event === '?' ? null : (event as LifeEventKind),
    };
  });
}

/** Every analysers-*.tsv of a folder, in the order of the names. */
export async function readAnalyserSentences(folder: string): Promise<AnalyserSentence[]> {
  const names = (await readdir(folder)).filter((name) => /^analysers-.*\.tsv$/.test(name)).sort();
  const files = await Promise.all(names.map(async (name) => parseAnalyserSentences(name, await readFile(join(folder, name), 'utf8'))));
  return files.flat();
}
