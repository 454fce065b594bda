// Small rules of writing that the parts of the prompt share.

/** Trimmed, with a full stop where it ends without a mark. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…:;»"”)\]]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** On one line and in one direction: a name or a rule from a card can neither begin a paragraph of its own nor turn round what stands after it. */
export function onOneLine(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]+/g, '').replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** What goes into a bracketed note can neither close it nor open another. */
export function insideNote(text: string): string {
  return onOneLine(text).replace(/[[［【]/gu, '(').replace(/[\]］】]/gu, ')');
}

/** The same paragraphs without the empty ones. */
export function joinParagraphs(paragraphs: readonly string[]): string {
  return paragraphs.map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== '').join('\n\n');
}

/** The beginning of a text that is too long, ending at a word. `most` in characters; cutting keeps pairs of surrogates whole. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 2).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.replace(/\s+\S{0,40}$/, '')} …`;
}
