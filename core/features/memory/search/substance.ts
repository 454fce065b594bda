// How much a message can tell: "Wow!" answers nothing, and a question asks what it does not know.

const words = 40;

/** 0 to 1, by the logarithm of the number of words; forty or more are 1. */
export function substance(wordCount: number): number {
  return Math.min(1, Math.log1p(wordCount) / Math.log1p(words));
}

/** True for a message that ends by asking. */
export function isAsking(text: string): boolean {
  return /[?？]["'”»)\s]*$/u.test(text);
}
