// What each sign of a good answer is worth. Set on five conversations with one decision for all of them, and rounded (docs/search-ablation.md shows what each
// one adds).

export type SearchWeights = {
  /** Similarity of the vectors, as a share of the best. */
  meaning: number;
  /** BM25 of the message and its two neighbours, as a share of the best. */
  words: number;
  /** Said by whom the question names. */
  person: number;
  /** Said by the user, when the question names nobody: a companion repeats what it was told. */
  ownWords: number;
  /** The best of what was said nearby. */
  context: number;
  /** Share of `person` that the turns nearby are told of. */
  personInContext: number;
  /** Speaks of somebody or something the best hits name. */
  secondHop: number;
  /** How much the message can tell. */
  substance: number;
  /** Taken off when it ends by asking. */
  asking: number;
  /** Said in the time the question speaks of. */
  time: number;
  /** Tells a time, when the question asks for one. */
  tellsWhen: number;
  /** Said just now; halved every 30 days. */
  recency: number;
  /** Classified as important. */
  importance: number;
};

export const searchWeights: SearchWeights = {
  meaning: 1, words: 1, person: 1.5, ownWords: 0.3, context: 1.5, personInContext: 0.3, secondHop: 0.3, substance: 0.5, asking: 0.5, time: 2, tellsWhen: 0.5, recency: 0.1, importance: 0.3,
};

/** One of the above in a result's score: the best message then counts about as much as the first place of two ranked lists (fuse.ts), as episodes do. */
export const scoreUnit = 0.02;
