// Reading texts with their labels: GoEmotions files and our own sentences.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emotionLabels, type EmotionLabel } from '../../../core/contract/emotions.ts';
import type { LabelledText } from './vary-sentences.ts';

const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

/** A GoEmotions file: text, label numbers with commas, id. */
export async function readGoEmotions(folder: string, name: string): Promise<LabelledText[]> {
  return lines(await readFile(join(folder, name), 'utf8')).map((line, index) => {
    const [text, numbers] = line.split('\t');
    const labels = (numbers ?? '').split(',').map(Number);
    if (!text || labels.length === 0 || labels.some((label) => !Number.isInteger(label) || label < 0 || label >= emotionLabels.length)) throw new Error(`${name}, line ${index + 1}: a text, a tab and label numbers are expected.`);
    return { text, labels };
  });
}

/** Our own sentences: label names with commas, a tab, the sentence. */
export async function readOwnSentences(path: string): Promise<LabelledText[]> {
  return lines(await readFile(path, 'utf8')).map((line, index) => {
    const [names, text] = line.split('\t');
    const labels = (names ?? '').split(',').map((label) => emotionLabels.indexOf(label as EmotionLabel));
    if (!text || labels.includes(-1)) throw new Error(`${path}, line ${index + 1}: label names, a tab and a sentence are expected.`);
    return { text, labels };
  });
}
