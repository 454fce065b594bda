// Whether every word of a query begins a word of a text, accents and case aside.

export function matchesWords(text: string, query: string): boolean {
  const words = ` ${plain(text)}`;
  return plain(query).split(/\s+/).filter(Boolean).every((word) => words.includes(` ${word}`) || words.includes(word) && word.length > 3);
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
