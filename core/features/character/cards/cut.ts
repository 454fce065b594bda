// Text cut to a length without halving a character.

/** At most `maximum` UTF-16 units. */
export function cut(text: string, maximum: number): string {
  return text.length <= maximum ? text : text.slice(0, maximum).replace(/[\uD800-\uDBFF]$/, '');
}

/** The first sentence on one line, at most `maximum` units; ends in "…" when it was cut. Empty when nothing is said. */
export function firstSentence(text: string, maximum: number): string {
  const line = text.slice(0, maximum * 4).replaceAll(/\s+/g, ' ').trim();
  // A sentence of a word or two says too little: the next one is added.
  const end = [...line.matchAll(/[.!?…。！？]["'”’)\]*]*(?= |$)/g)].map((found) => found.index + found[0].length).find((index) => index >= 24);
  const sentence = end === undefined ? line : line.slice(0, end);
  return sentence.length <= maximum ? sentence : `${cut(sentence, maximum - 1).trimEnd()}…`;
}
