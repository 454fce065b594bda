// Which files of a folder of emotion data are measured, and their rows.
import type { DataFile } from './data-files.ts';
import { UsageError } from './suite.ts';

/**
 * Every file but train.tsv, which is for training; it is measured when it is all there is, or when asked for.
 * @param split "all", or the name of one file without .tsv
 */
export function chooseFiles(files: readonly DataFile[], split: string | true | undefined): DataFile[] {
  const nameOf = (file: DataFile) => file.name.split('/').at(-1)!.replace(/\.tsv$/, '');
  const chosen = split === 'all' ? [...files] : files.filter((file) => (typeof split === 'string' ? nameOf(file) === split : nameOf(file) !== 'train'));
  if (chosen.length > 0) return chosen;
  if (split !== undefined) throw new UsageError(`There is no ${String(split)}.tsv among ${files.map((file) => file.name).join(', ')}.`);
  return [...files];
}

/** Lines of a tab-separated file, empty ones left out. Nothing is quoted in these sets. */
export const rowsOf = (file: DataFile): string[][] => file.text.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => line.split('\t'));
