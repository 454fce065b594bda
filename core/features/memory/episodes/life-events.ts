// What each kind of life event makes of an episode: its type, the least it weighs, and how it feels.
import type { Episode } from '../../../contract/episodes.ts';
import { lifeEventFacts, lifeEventKinds } from '../../../contract/interactions.ts';
import type { LifeEventKind } from '../../../contract/interactions.ts';

export type LifeEventReading = {
  type: Episode['type'];
  /** 0 to 10: an episode about it is at least this important. */
  atLeast: number;
  /** The family of feelings it belongs to, however calmly it is told; null for none in particular. */
  feeling: 'sad' | 'afraid' | 'angry' | 'happy' | 'proud' | 'loving' | null;
};

const readings: Readonly<Record<Exclude<LifeEventKind, 'none'>, Omit<LifeEventReading, 'atLeast'>>> = {
  bereavement: { type: 'emotional_moment', feeling: 'sad' },
  illness: { type: 'emotional_moment', feeling: 'afraid' },
  breakup: { type: 'emotional_moment', feeling: 'sad' },
  job_loss: { type: 'emotional_moment', feeling: 'sad' },
  accident: { type: 'emotional_moment', feeling: 'afraid' },
  conflict: { type: 'conflict', feeling: 'angry' },
  confession: { type: 'confession', feeling: null },
  new_relationship: { type: 'milestone', feeling: 'loving' },
  birth: { type: 'milestone', feeling: 'happy' },
  wedding: { type: 'milestone', feeling: 'happy' },
  move: { type: 'milestone', feeling: null },
  travel: { type: 'milestone', feeling: null },
  new_job: { type: 'achievement', feeling: 'proud' },
  graduation: { type: 'achievement', feeling: 'proud' },
  achievement: { type: 'achievement', feeling: 'proud' },
};

/** A flu is an illness too: below its full weight an event leaves room for how it was told. A death does not. */
const leastShare = 0.75;
const leastOfDeath = 8.5;

/** Null for none, and for what this version does not know. */
export function readLifeEvent(kind: string | null): LifeEventReading | null {
  const known = lifeEventKinds.find((one) => one === kind);
  if (known === undefined || known === 'none') return null;
  return { ...readings[known], atLeast: known === 'bereavement' ? leastOfDeath : leastShare * lifeEventFacts[known].weight };
}
