// What a message does towards the companion, and what of weight it tells of a life. Data only.

/** Several may hold for one message. sharing: tells something personal. */
export const interactionTypes = [
  'compliment', 'thanks', 'sharing', 'question', 'request', 'joke', 'apology', 'insult', 'greeting', 'farewell', 'affection', 'complaint', 'agreement', 'disagreement', 'small_talk',
] as const;
export type InteractionType = (typeof interactionTypes)[number];

/** Events of a life, of the writer or of someone near. none: nothing of the kind is told. */
export const lifeEventKinds = [
  'bereavement', 'illness', 'breakup', 'new_relationship', 'birth', 'wedding', 'new_job', 'job_loss', 'graduation', 'move', 'achievement', 'conflict', 'confession', 'accident', 'travel', 'none',
] as const;
export type LifeEventKind = (typeof lifeEventKinds)[number];

/** How an event mostly feels, -1 to 1; and how much it weighs, 0 to 10, when it is told plainly. */
export const lifeEventFacts: Record<LifeEventKind, { valence: number; weight: number }> = {
  bereavement: { valence: -1, weight: 9 },
  illness: { valence: -0.7, weight: 7.5 },
  breakup: { valence: -0.8, weight: 8 },
  new_relationship: { valence: 0.8, weight: 7 },
  birth: { valence: 0.9, weight: 8.5 },
  wedding: { valence: 0.9, weight: 8 },
  new_job: { valence: 0.7, weight: 7 },
  job_loss: { valence: -0.8, weight: 8 },
  graduation: { valence: 0.8, weight: 7 },
  move: { valence: 0.1, weight: 6 },
  achievement: { valence: 0.8, weight: 6.5 },
  conflict: { valence: -0.7, weight: 6.5 },
  confession: { valence: -0.2, weight: 7 },
  accident: { valence: -0.8, weight: 7.5 },
  travel: { valence: 0.5, weight: 5 },
  none: { valence: 0, weight: 0 },
};
