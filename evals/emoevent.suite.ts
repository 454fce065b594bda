// emoevent: one of seven emotions per tweet, Spanish and English (F. M. Plaza-del-Arco et al., "EmoEvent", LREC 2020). Nothing of it was trained on.
import { readdirSync, existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { basicEmotions, type BasicEmotion } from '../core/contract/emotions.ts';
import { detectLanguage } from '../core/lib/language.ts';
import { readDataFiles, type DataFile } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import { chooseFiles, rowsOf } from './emotion-files.ts';
import { readEmotions, timeLine } from './emotion-readings.ts';
import { f1Figures, plainFigures, type Judged } from './f1.ts';
import { UsageError, type Suite } from './suite.ts';

type Tweet = { text: string; emotion: BasicEmotion; language: string };

export const emoEventSuite: Suite = {
  id: 'emoevent',
  describe: 'emotion of Spanish (and English) tweets, 7 labels (--data DIR with *.tsv, or with folders es and en of them; columns tweet and emotion) [--language es|en] [--split NAME|all] [--head FOLDER]',
  async run({ data, options, progress }) {
    if (data === null) throw new UsageError('emoevent needs --data DIR, a folder with *.tsv files of EmoEvent, or one with folders es and en of them.');
    const read = chooseFiles(await readAll(data), options['split']).map((file) => ({ file, ...readTweets(file, data) })).filter(({ language }) => options['language'] === undefined || language === options['language']);
    const files = read.map(({ file }) => file);
    const tweets = read.flatMap(({ tweets: of }) => of);
    if (tweets.length === 0) throw new UsageError(`${data} holds no tweets in that language.`);
    const { readings, model, ms } = await readEmotions(tweets.map(({ text }) => text), typeof options['head'] === 'string' ? options['head'] : null, progress);
    const judged = tweets.map(({ emotion, language }, index) => ({
      language, item: { truth: [basicEmotions.indexOf(emotion)], given: [basicEmotions.indexOf(readings[index]!.basic.label)] } satisfies Judged,
    }));
    // Spanish first: it is what the head never saw a labelled tweet of, and what the plain figures speak of when it is there.
    const languages = [...new Set(tweets.map(({ language }) => language))].sort((a, b) => Number(b === 'es') - Number(a === 'es') || a.localeCompare(b));
    const names = basicEmotions.map((name) => (name === 'none' ? 'others' : name));
    const figures = new Map(languages.map((language) => [language, f1Figures(judged.filter((one) => one.language === language).map(({ item }) => item), names)]));
    const leftOut = read.reduce((total, { leftOut: some }) => total + some, 0);
    return {
      suite: 'emoevent', dataset: { files: files.map((file) => file.name), sha256: datasetHash(files) }, model, n: tweets.length,
      figures: Object.fromEntries([...figures].flatMap(([language, { macro_f1, micro_f1, per_label }]) => [
        [`${language} macro_f1`, macro_f1], [`${language} micro_f1`, micro_f1], ...Object.entries(per_label).map(([name, figure]) => [`${language} ${name}`, figure] as const),
      ])),
      ms_per_query: ms.head_p50, lines: [timeLine(ms), ...(leftOut > 0 ? [`${leftOut} rows without one of the seven labels were left out`] : [])],
      json: { language: languages[0], ...plainFigures(figures.get(languages[0]!)!), languages: Object.fromEntries([...figures].map(([language, of]) => [language, plainFigures(of)])), ms },
    };
  },
};

/** The *.tsv files of the folder, or of its folders es and en. */
async function readAll(folder: string): Promise<DataFile[]> {
  const inside = ['es', 'en'].filter((name) => existsSync(join(folder, name)) && statSync(join(folder, name)).isDirectory());
  const isTable = (name: string) => name.endsWith('.tsv');
  if (inside.length === 0 || readdirSync(folder).some(isTable)) return readDataFiles(folder, isTable, '*.tsv files');
  const lists = await Promise.all(inside.map(async (name) => (await readDataFiles(join(folder, name), isTable, '*.tsv files')).map((file) => ({ ...file, name: `${name}/${file.name}` }))));
  return lists.flat();
}

/** The language is the folder's name, or what most of the tweets are written in. */
function readTweets(file: DataFile, folder: string): { language: string; tweets: Tweet[]; leftOut: number } {
  const [head, ...rows] = rowsOf(file);
  const [text, emotion] = ['tweet', 'emotion'].map((column) => head?.indexOf(column) ?? -1);
  if (text === undefined || emotion === undefined || text < 0 || emotion < 0) throw new UsageError(`${file.name}: the first line names no columns tweet and emotion.`);
  const named = [file.name.split('/')[0]!, basename(resolve(folder))].find((name) => name === 'es' || name === 'en');
  const spanish = rows.filter((row) => detectLanguage(row[text] ?? '') === 'es').length;
  const english = rows.filter((row) => detectLanguage(row[text] ?? '') === 'en').length;
  const language = named ?? (spanish >= english ? 'es' : 'en');
  const tweets = rows.flatMap((row): Tweet[] => {
    const label = row[emotion] === 'others' ? 'none' : basicEmotions.find((name) => name === row[emotion]);
    return label === undefined || row[text] === undefined || row[emotion] === 'none' ? [] : [{ text: row[text], emotion: label, language }];
  });
  return { language, tweets, leftOut: rows.length - tweets.length };
}
