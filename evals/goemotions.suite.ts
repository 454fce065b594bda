// goemotions: 28 emotions of English comments, any number per comment (D. Demszky et al., ACL 2020).
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { emotionLabels, type EmotionLabel } from '../core/contract/emotions.ts';
import { readDataFiles } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import { chooseFiles, rowsOf } from './emotion-files.ts';
import { readEmotions, timeLine } from './emotion-readings.ts';
import { f1Figures, plainFigures, type Judged } from './f1.ts';
import { UsageError, type Suite } from './suite.ts';

export const goEmotionsSuite: Suite = {
  id: 'goemotions',
  describe: 'emotions of English comments, 28 labels (--data DIR with *.tsv: text, label numbers, id) [--split NAME|all] [--head FOLDER]',
  async run({ data, options, progress }) {
    if (data === null) throw new UsageError('goemotions needs --data DIR, a folder with *.tsv files of GoEmotions.');
    const files = chooseFiles(await readDataFiles(data, (name) => name.endsWith('.tsv'), '*.tsv files'), options['split']);
    const names = await labelNames(data);
    const rows = files.flatMap((file) => rowsOf(file).map((row, index) => readRow(row, names, `${file.name}, line ${index + 1}`)));
    const { readings, model, ms } = await readEmotions(rows.map(({ text }) => text), typeof options['head'] === 'string' ? options['head'] : null, progress);
    const items = rows.map(({ truth }, index): Judged => ({ truth, given: readings[index]!.labels.map((label) => emotionLabels.indexOf(label)) }));
    progress('intervals ...');
    const figures = f1Figures(items, emotionLabels);
    return {
      suite: 'goemotions', dataset: { files: files.map((file) => file.name), sha256: datasetHash(files) }, model, n: items.length,
      figures: { macro_f1: figures.macro_f1, micro_f1: figures.micro_f1, ...figures.per_label },
      ms_per_query: ms.head_p50, lines: [timeLine(ms)], json: { ...plainFigures(figures), ms },
    };
  },
};

/** labels.txt of the folder or of the one above it; without one, the published order. */
async function labelNames(folder: string): Promise<EmotionLabel[]> {
  const path = [join(folder, 'labels.txt'), join(dirname(folder), 'labels.txt')].find((candidate) => existsSync(candidate));
  if (path === undefined) return [...emotionLabels];
  const names = (await readFile(path, 'utf8')).split(/\s+/).filter((name) => name !== '') as EmotionLabel[];
  const unknown = names.filter((name) => !emotionLabels.includes(name));
  if (unknown.length > 0) throw new UsageError(`${path} names labels that are not GoEmotions': ${unknown.join(', ')}.`);
  return names;
}

function readRow(row: readonly string[], names: readonly EmotionLabel[], where: string): { text: string; truth: number[] } {
  const truth = (row[1] ?? '').split(',').map((number) => emotionLabels.indexOf(names[Number(number)]!));
  if (row[0] === undefined || row[1] === undefined || truth.includes(-1)) throw new UsageError(`${where}: a text, a tab and label numbers are expected.`);
  return { text: row[0], truth };
}
