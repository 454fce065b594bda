// What a text's own letters say: words, pairs of words and pieces of words, hashed into a fixed number of buckets.
// After A. Joulin et al., "Bag of Tricks for Efficient Text Classification", 2017 (pairs and pieces of words, the hashing trick).

/** Buckets that fired and how strongly; a bucket appears once. */
export type SparseFeatures = { buckets: Uint32Array; values: Float32Array };

const mostCharacters = 2000;
const url = /\b(?:https?:\/\/|www\.)\S+/giu;
const mention = /(?<![\p{L}\p{N}])@\w+/gu;
const hashtag = /#([\p{L}\p{N}_]+)/gu;
/** Words with inner apostrophes, single pictographs, runs of ! and ?, dots of hesitation. */
const token = /\p{L}+(?:['’]\p{L}+)*|\p{Extended_Pictographic}|[!?]+|\.{2,}|…/gu;
const marks = /(?!\u0303)\p{M}/gu;

/** "#DiaDelLibro" reads "Dia Del Libro". */
const splitHashtag = (_: string, tag: string) => ` ${tag.replace(/_/g, ' ').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')} `;

/**
 * The tokens the head reads: addresses and mentions out, hashtags split into words, lower case, accents off (but ñ), letters repeated more than twice
 * shortened, laughter of any length made one word. Reads the first 2000 characters.
 */
export function tokenize(text: string): string[] {
  const plain = text.slice(0, mostCharacters).normalize('NFKC').replace(url, ' ').replace(mention, ' ').replace(hashtag, splitHashtag);
  const letters = plain.toLowerCase().normalize('NFD').replace(marks, '').normalize('NFC').replace(/(\p{L})\1{2,}/gu, '$1$1');
  return (letters.match(token) ?? []).map((word) => (/^a?(?:j[aeiou]){2,}j?$/.test(word) ? 'jaja' : /^a?(?:ha){2,}h?$/.test(word) ? 'haha' : /^[!?.…]/.test(word) ? word.slice(0, 3) : word.replace(/’/g, "'")));
}

/** FNV-1a over UTF-16 units, folded to the number of buckets (a power of two). */
function bucketOf(text: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) & (buckets - 1);
}

/**
 * Words and pairs count together as a vector of length one, pieces (three to five letters, word ends marked) as another of `pieceShare`.
 * @param buckets a power of two
 */
export function textFeatures(text: string, buckets: number, pieceShare = 0.7): SparseFeatures {
  const words = new Set<number>();
  const pieces = new Set<number>();
  let previous = '^';
  for (const word of tokenize(text)) {
    words.add(bucketOf(`w${word}`, buckets)).add(bucketOf(`p${previous} ${word}`, buckets));
    previous = word;
    if (word.length < 3 || !/^\p{L}/u.test(word)) continue;
    const ends = `<${word.slice(0, 30)}>`;
    for (let size = 3; size <= 5; size += 1) for (let start = 0; start + size <= ends.length; start += 1) pieces.add(bucketOf(ends.slice(start, start + size), buckets));
  }
  for (const piece of pieces) if (words.has(piece)) pieces.delete(piece);
  const strengths = [1 / Math.sqrt(Math.max(1, words.size)), pieceShare / Math.sqrt(Math.max(1, pieces.size))];
  return {
    buckets: Uint32Array.from([...words, ...pieces]),
    values: Float32Array.from({ length: words.size + pieces.size }, (_, index) => strengths[index < words.size ? 0 : 1]!),
  };
}
