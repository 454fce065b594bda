// xquad: does a question in one language find its paragraph in the other? Each paragraph is a message in a session of its own.
import * as z from 'zod';
import { bootstrapMean } from '../core/lib/bootstrap.ts';
import { readDataFiles } from './data-files.ts';
import type { DataFile } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import type { Figure } from './report.ts';
import { openSearchWorld } from './search-world.ts';
import { UsageError } from './suite.ts';
import type { Suite } from './suite.ts';

const depths = [1, 5, 10] as const;
const pairs = [['es', 'en'], ['en', 'es'], ['en', 'en'], ['es', 'es']] as const;
const lineSchema = z.object({ _id: z.string(), text: z.string() });

export const xquadSuite: Suite = {
  id: 'xquad',
  describe: 'questions of one language find their paragraph in the other: recall @1, @5, @10 on XQuAD (corpus.<language>.jsonl, queries.<language>*.jsonl, qrels*.tsv)',
  async run({ data, progress }) {
    if (data === null) throw new UsageError('XQuAD is not in the repository (CC BY-SA 4.0): give its folder with --data DIR.');
    const files = await readDataFiles(data, (name) => /^(?:corpus|queries)\.(?:en|es)\..*jsonl$|^corpus\.(?:en|es)\.jsonl$|^qrels.*\.tsv$/.test(name), 'XQuAD (corpus.en.jsonl, queries.es.dev.jsonl, qrels.dev.tsv, ...)');
    const relevant = readRelevant(files);
    const world = await openSearchWorld();
    try {
      const paragraphOf = new Map<string, string>();
      for (const language of ['en', 'es']) {
        progress(`indexing the paragraphs in ${language}`);
        for (const { _id, text } of linesOf(files, `corpus.${language}.`)) {
          const [id] = await world.tell({ user_id: language, started_at: Date.UTC(2024, 0, 1), messages: [{ speaker: 'user', text }] });
          paragraphOf.set(id!, _id);
        }
      }
      const figures: Record<string, Figure> = {};
      const recall: Record<string, Record<string, number>> = {};
      const times: number[] = [];
      let n = 0;
      for (const [from, to] of pairs) {
        progress(`${from} -> ${to}`);
        const places: number[] = [];
        for (const { _id, text } of linesOf(files, `queries.${from}.`)) {
          const wanted = relevant.get(_id);
          if (!wanted) continue;
          const begun = performance.now();
          const { items } = await world.search({ user_id: to, text, limit: depths.at(-1)!, filters: { kinds: ['message'] } });
          times.push(performance.now() - begun);
          places.push(items.findIndex(({ id }) => wanted.has(paragraphOf.get(id)!)));
        }
        n += places.length;
        recall[`${from}-${to}`] = {};
        for (const depth of depths) {
          const figure = bootstrapMean(places.map((place) => Number(place >= 0 && place < depth)));
          figures[`${from} -> ${to} @${depth}`] = figure;
          recall[`${from}-${to}`]![depth] = figure.value;
        }
      }
      return {
        suite: 'xquad', dataset: { files: files.map(({ name }) => name), sha256: datasetHash(files) }, model: world.model, n, k: [...depths], figures,
        ms_per_query: times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length), json: { recall },
      };
    } finally {
      await world.close();
    }
  },
};

function linesOf(files: readonly DataFile[], start: string): z.infer<typeof lineSchema>[] {
  const wanted = files.filter(({ name }) => name.startsWith(start));
  if (wanted.length === 0) throw new UsageError(`There is no file ${start}*jsonl in the folder.`);
  return wanted.flatMap(({ text }) => text.split('\n').filter((line) => line.trim() !== '').map((line) => lineSchema.parse(JSON.parse(line))));
}

/** Paragraphs by question. */
function readRelevant(files: readonly DataFile[]): Map<string, Set<string>> {
  const relevant = new Map<string, Set<string>>();
  for (const line of files.filter(({ name }) => name.startsWith('qrels')).flatMap(({ text }) => text.split('\n'))) {
    const [question, paragraph, grade] = line.trim().split('\t');
    if (question === undefined || paragraph === undefined || !(Number(grade) > 0)) continue;
    relevant.set(question, (relevant.get(question) ?? new Set()).add(paragraph));
  }
  return relevant;
}
