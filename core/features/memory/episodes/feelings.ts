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

const feelingWords = new RegExp(String.raw`(?<!\p{L})(?:${[
  'siento|sent[ií]|triste(?:za)?|llor\\p{L}*|feli(?:z|ces|cidad)|alegr\\p{L}+|content[oa]|miedo|asustad[oa]|ansi(?:edad|os[oa])|sol[oa]|soledad|deprimi\\p{L}+|agobi\\p{L}+|angusti\\p{L}+|destrozad[oa]|hundid[oa]|vac[ií][oa]|duele|rabia|furios[oa]|orgull\\p{L}+|emocion\\p{L}+|ilusi[oó]n\\p{L}*|nervios[oa]?|culpable|desesper\\p{L}+|hart[oa]|echo de menos|extra[ñn]o',
  'feel(?:s|ing)?|felt|sad(?:ness)?|cr(?:y|ied|ying)|happy|happi\\p{L}+|joy\\p{L}*|afraid|scared|terrified|anxi\\p{L}+|lonely|alone|depress\\p{L}+|overwhelm\\p{L}+|devastated|heartbroken|broken|empty|hurts?|angry|furious|proud|excited|thrilled|nervous|guilty|desperate|hopeless|miss|grateful',
].join('|')})(?!\p{L})`, 'iu');

/** True when someone says how they feel. */
export function namesFeeling(text: string): boolean {
  return feelingWords.test(text);
}
