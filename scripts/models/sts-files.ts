// The pairs of sentences of STS-B (CSV with tabs: genre, file, year, number, score, sentence, sentence) and of STS-2017 (TSV: sentence, sentence, score).
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Pair = { left: string; right: string; score: number };
export type PairSet = { name: string; pairs: Pair[] };

const sets = [
  { name: 'STS-B dev (en)', file: /^sts-dev\.csv$/, columns: { score: 4, left: 5, right: 6 } },
  { name: 'STS17 es-es', file: /^sts2017\..*es-es.*\.tsv$/, columns: { score: 2, left: 0, right: 1 } },
  { name: 'STS17 es-en', file: /^sts2017\..*es-en.*\.tsv$/, columns: { score: 2, left: 0, right: 1 } },
] as const;

/** Those of the three sets that the folder holds. */
export async function readPairSets(folder: string): Promise<PairSet[]> {
  const files = await readdir(folder);
  const found: PairSet[] = [];
  for (const { name, file, columns } of sets) {
    const path = files.find((candidate) => file.test(candidate));
    if (path === undefined) continue;
    const rows = (await readFile(join(folder, path), 'utf8')).split('\n').filter((line) => line.trim() !== '').map((line) => line.replace(/\r$/, '').split('\t'));
    found.push({ name, pairs: rows.map((row) => ({ left: row[columns.left]!, right: row[columns.right]!, score: Number(row[columns.score]) })).filter(({ left, right, score }) => left && right && Number.isFinite(score)) });
  }
  return found;
}
