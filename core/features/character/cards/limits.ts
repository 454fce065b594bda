// What a file from outside may take. Larger than any card met in the wild, small enough that none of them is felt.
import { maximumAssetBytes, maximumCardBytes } from '../../../contract/characters.ts';

export const limits = {
  fileBytes: maximumCardBytes,
  /** Of the card itself, as JSON. */
  jsonBytes: 12 * 1024 * 1024,
  jsonDepth: 48,
  /** Objects, lists and plain values together. */
  jsonValues: 200_000,
  /** Of one object: those with very many are slow to handle. */
  jsonKeys: 10_000,
  pngChunks: 20_000,
  /** Texts of one picture that are tried, one after the other, until one is a card. */
  triedTexts: 4,
  zipEntries: 2000,
  /** Unpacked, all entries together. */
  zipBytes: 64 * 1024 * 1024,
  assetBytes: maximumAssetBytes,
  /** Findings told about one file; the rest would say the same. */
  findings: 200,
} as const;

/** Lengths of our own fields (core/contract/personality.ts); what is longer is cut, and the whole kept beside it. */
export const lengths = { name: 100, description: 500, author: 100, tag: 50, tags: 100, text: 100_000, greetings: 100 } as const;
