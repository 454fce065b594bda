// What each kind of life event makes of an episode: its type, the least it weighs, and how it feels.
import type { Episode } from '../../../contract/episodes.ts';

export type LifeEventWeight = {
  type: Episode['type'];
  /** 0 to 10: an episode about it is at least this important. */
  atLeast: number;
  feeling: 'sad' | 'afraid' | 'angry' | 'happy' | 'proud' | 'loving';
};

/** By pieces of the kind's name; the first that fits decides. */
const table: readonly (readonly [RegExp, LifeEventWeight])[] = [
  [/suicid|self_?harm/, { type: 'emotional_moment', atLeast: 9, feeling: 'sad' }],
  [/death|died|bereave|miscarriage|funeral|loss_of_(?:person|pet|loved)/, { type: 'emotional_moment', atLeast: 8.5, feeling: 'sad' }],
  [/violence|abuse|assault|attack/, { type: 'emotional_moment', atLeast: 8.5, feeling: 'afraid' }],
  [/ill|diagnos|disease|hospital|health|surgery/, { type: 'emotional_moment', atLeast: 8, feeling: 'afraid' }],
  [/accident|disaster|fire|robbery|theft/, { type: 'emotional_moment', atLeast: 7.5, feeling: 'afraid' }],
  [/breakup|break_up|divorce|separation/, { type: 'emotional_moment', atLeast: 7.5, feeling: 'sad' }],
  [/job_?loss|fired|layoff|unemploy|bankrupt|eviction|debt|money/, { type: 'emotional_moment', atLeast: 7, feeling: 'sad' }],
  [/fail|rejection/, { type: 'emotional_moment', atLeast: 6, feeling: 'sad' }],
  [/missing|lost_pet/, { type: 'emotional_moment', atLeast: 7, feeling: 'afraid' }],
  [/conflict|argument|fight|quarrel/, { type: 'conflict', atLeast: 5.5, feeling: 'angry' }],
  [/confession|coming_?out|secret/, { type: 'confession', atLeast: 7, feeling: 'afraid' }],
  [/birth(?!day)|baby|pregnan|adoption/, { type: 'milestone', atLeast: 7.5, feeling: 'happy' }],
  [/wedding|marriage|engage/, { type: 'milestone', atLeast: 7.5, feeling: 'happy' }],
  [/recover|remission|sober/, { type: 'milestone', atLeast: 7, feeling: 'happy' }],
  [/graduat|exam|award|win|achiev|publish|success/, { type: 'achievement', atLeast: 6.5, feeling: 'proud' }],
  [/promotion|new_?job|hired|job_?offer/, { type: 'achievement', atLeast: 6.5, feeling: 'proud' }],
  [/relationship|love|dating|reconcil/, { type: 'milestone', atLeast: 6, feeling: 'loving' }],
  [/move|moving|house|home|retire|travel|trip|migrat|new_pet|pet/, { type: 'milestone', atLeast: 5.5, feeling: 'happy' }],
  [/birthday|anniversary/, { type: 'milestone', atLeast: 5, feeling: 'happy' }],
];

/** A kind no row knows weighs as a milestone of middling weight without a feeling of its own: null. */
export function lifeEventWeight(kind: string): LifeEventWeight | null {
  return table.find(([pattern]) => pattern.test(kind))?.[1] ?? null;
}
