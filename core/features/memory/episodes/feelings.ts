// The 28 GoEmotions labels gathered into a few families with plain names.

const families: Readonly<Record<string, readonly string[]>> = {
  sad: ['sadness', 'grief', 'disappointment', 'remorse'],
  afraid: ['fear', 'nervousness'],
  angry: ['anger', 'annoyance', 'disgust', 'disapproval'],
  ashamed: ['embarrassment', 'remorse'],
  happy: ['joy', 'excitement', 'amusement', 'optimism', 'relief'],
  proud: ['pride'],
  loving: ['love', 'caring', 'admiration'],
  grateful: ['gratitude'],
  surprised: ['surprise'],
};

/** Families of labels, in the order of the table. */
export function feelingsOf(labels: readonly string[]): string[] {
  return Object.entries(families).filter(([, members]) => members.some((label) => labels.includes(label))).map(([family]) => family);
}

const unpleasant: ReadonlySet<string> = new Set(['sad', 'afraid', 'angry', 'ashamed']);
const pleasant: ReadonlySet<string> = new Set(['happy', 'proud', 'loving', 'grateful']);

/** -1, 0 or 1: how a family feels. */
export function valenceOf(family: string): -1 | 0 | 1 {
  if (unpleasant.has(family)) return -1;
  return pleasant.has(family) ? 1 : 0;
}
