// How many tokens a text will roughly cost, without a tokenizer: good enough to budget a prompt for any model.

/**
 * Estimated tokens of a text. Multilingual vocabularies of 100k+ pieces spend about one token per 3.5 characters of English or Spanish prose
 * and about one per character of other scripts; the estimate errs on the high side so that a budget is kept.
 */
export function estimateTokens(text: string): number {
  let narrow = 0;
  let wide = 0;
  for (const character of text) {
    if (character.codePointAt(0)! < 0x250) narrow += 1;
    else wide += 1;
  }
  return Math.ceil(narrow / 3.5 + wide);
}
