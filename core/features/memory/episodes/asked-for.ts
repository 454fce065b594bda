// What kind of moment a text asks back: the words people use for types and feelings, and for remembering itself.

const kinds: Readonly<Record<string, readonly string[]>> = {
  // Types.
  confession: ['confes\\p{L}+', 'secretos?', 'confess\\p{L}*', 'secrets?'],
  conflict: ['discusi[oó]n', 'discut\\p{L}+', 'pelea\\p{L}*', 'pele[eé]\\p{L}*', 'bronca', 'enfad\\p{L}+', 'argu(?:ed?|ment)', 'f(?:ight|ought)', 'quarrel', 'insult\\p{L}*', 'reconcili\\p{L}+', 'hice las paces', 'made up with'],
  achievement: ['logros?', 'logr[eé]', 'consegu[ií]', '[eé]xitos?', 'orgullos[oa]', 'achiev\\p{L}+', 'accomplish\\p{L}*', 'success(?:es)?', 'proud'],
  milestone: ['momentos? importantes?', 'hitos?', 'milestones?', 'big (?:day|moments?)'],
  bonding: ['gracias que te di', 'te di las gracias', 'te agradec\\p{L}+', 'thanked you', 'promet[ií]', 'promesas?', 'promised?'],
  // Feelings.
  sad: ['triste(?:s|za)?', 'llor\\p{L}+', 'peor momento', 'sad(?:ness)?', 'cr(?:y|ied|ying)', 'worst (?:day|moment)'],
  afraid: ['miedo', 'asust\\p{L}+', 'afraid', 'scared', 'fear'],
  angry: ['rabia', 'enfad\\p{L}+', 'cabre\\p{L}+', 'angry', 'mad at', 'furious'],
  happy: ['feli(?:z|ces|cidad)', 'alegr[eéií]a?', 'content[oa]', 'mejor momento', 'happy', 'happi(?:est|ness)', 'best (?:day|moment)'],
};
const patterns = Object.entries(kinds).map(([kind, list]) => [kind, new RegExp(String.raw`(?<!\p{L})(?:${list.join('|')})(?!\p{L})`, 'iu')] as const);

/** Types and tags of episodes the text has a word for. */
export function momentsIn(text: string): string[] {
  return patterns.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
}

const remembering = new RegExp(String.raw`(?<!\p{L})(?:${[
  'te acuerdas', 'recuerdas', 'acu[eé]rdate', 'cu[aá]ndo (?:hablamos|te (?:cont[eé]|dije|habl[eé])|fue)', '(?:lo|la|el) que te (?:cont[eé]|dije|confes[eé]|habl[eé])', 'qu[eé] (?:te (?:cont[eé]|dije)|pas[oó] con|sabes de|fue de)', 'hablamos de',
  'remember', 'recall', 'when (?:we|i) (?:talked|spoke|told you)', '(?:what|that|how) i told you', 'what happened (?:to|with)', 'what did i (?:tell|say)', 'i told you',
].join('|')})(?!\p{L})`, 'iu');

/** True when the text asks to look back. */
export function looksBack(text: string): boolean {
  return remembering.test(text);
}
