// Lines of the files that texts of one's own come in.
import * as z from 'zod';
import { LuminoraError } from '../../../contract/errors.ts';
import type { DataFile } from '../../../lib/dataset-hash.ts';
import type { ClusteringSet, SimilaritySet } from './test-sets.ts';

/** @throws LuminoraError `invalid_input` naming file and line */
export function refuseLine(file: string, line: number, wanted: string): never {
  throw new LuminoraError('invalid_input', `${file}, line ${line}: ${wanted}. The formats are in docs/embedding-benchmark.md.`, { details: { file, line } });
}

/** The lines that hold something, with their numbers from 1. */
function linesOf({ text }: DataFile): { line: string; number: number }[] {
  return text.replace(/^\u{FEFF}/u, '').split(/\r?\n/).map((line, index) => ({ line, number: index + 1 })).filter(({ line }) => line.trim() !== '');
}

/** A number alone, or NaN. */
const toNumber = (text: string | undefined) => (text !== undefined && text.trim() !== '' ? Number(text) : NaN);

/**
 * Pairs of sentences with a score, columns parted by tabs: "sentence, sentence, score", or as STS-B has it, with the score fifth and the sentences after it. A first line of headings is passed over.
 * @throws LuminoraError `invalid_input`
 */
export function readPairs(file: DataFile): SimilaritySet['pairs'] {
  return linesOf(file).flatMap(({ line, number }) => {
    const columns = line.split('\t');
    const [left, right, score] = columns.length >= 7 ? [columns[5], columns[6], toNumber(columns[4])] : [columns[0], columns[1], toNumber(columns[2])];
    if (left?.trim() && right?.trim() && Number.isFinite(score)) return [{ left: left.trim(), right: right.trim(), score }];
    return number === 1 && columns.length >= 3 ? [] : refuseLine(file.name, number, 'two sentences and a score are expected, parted by tabs');
  });
}

/** A text and its label a line, parted by a tab. @throws LuminoraError `invalid_input` */
export function readLabelled(file: DataFile): ClusteringSet['texts'] {
  const labels = new Map<string, number>();
  return linesOf(file).map(({ line, number }) => {
    const [text, label] = line.split('\t').map((column) => column.trim());
    if (!text || !label) return refuseLine(file.name, number, 'a text and its label are expected, parted by a tab');
    if (!labels.has(label)) labels.set(label, labels.size);
    return { text, label: labels.get(label)! };
  });
}

const entrySchema = z.object({ _id: z.union([z.string(), z.number()]).transform(String), title: z.string().nullish(), text: z.string() });

/** Documents or questions, a JSON object a line: `_id`, `text`, `title`. @throws LuminoraError `invalid_input` */
export function readEntries(file: DataFile): { id: string; text: string }[] {
  return linesOf(file).map(({ line, number }) => {
    const parsed = entrySchema.safeParse(parseJson(line));
    if (!parsed.success) return refuseLine(file.name, number, 'a JSON object with "_id" and "text" is expected');
    const { _id, title, text } = parsed.data;
    return { id: _id, text: title && !text.startsWith(title) ? `${title}\n${text}` : text };
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Which documents answer which question, with grades above 0: three columns parted by tabs, or the four of TREC. @throws LuminoraError `invalid_input` */
export function readRelevant(file: DataFile): Map<string, Map<string, number>> {
  const relevant = new Map<string, Map<string, number>>();
  for (const { line, number } of linesOf(file)) {
    const columns = line.trim().split(/\s+/);
    const [question, document, grade] = columns.length === 4 ? [columns[0], columns[2], columns[3]] : columns;
    if (number === 1 && Number.isNaN(toNumber(grade))) continue;
    if (question === undefined || document === undefined || Number.isNaN(toNumber(grade))) refuseLine(file.name, number, 'a question, a document and a grade are expected');
    if (Number(grade) > 0) relevant.set(question, (relevant.get(question) ?? new Map<string, number>()).set(document, Number(grade)));
  }
  return relevant;
}
