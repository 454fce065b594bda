// When to look for episodes: now and then, at once after something of weight, and while something of weight is being talked about.
import type { Message } from '../../../contract/entities.ts';
import type { Classification } from '../../../contract/episodes.ts';
import { newJob } from '../../../jobs/jobs.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { worthKeeping } from './happenings.ts';
import { createWeigher } from './weigh.ts';
import type { Weigher } from './weigh.ts';

/** A message this important (0 to 10) is looked at at once. */
const atOnce = 6;
/** Messages back, both speakers, in which something of weight keeps the looking going. */
const lookBack = 7;

export type EpisodeSettings = {
  isOn: boolean;
  /** The user's messages between two looks; 1 looks at each. */
  frequency: number;
};
export type DetectionTrigger = (message: Message, classification: Classification | null) => Promise<Change[]>;

/** The job to add in the commit of a message's classification; none when it can wait. Asked twice for one message, it is the same job. */
export function createDetectionTrigger({ storage, ids, clock, settings, weigh = createWeigher() }: { storage: StorageProvider; ids: IdSource; clock: Clock; settings: () => EpisodeSettings; weigh?: Weigher }): DetectionTrigger {
  return async (message, classification) => {
    const { isOn, frequency } = settings();
    if (!isOn || !message.is_active) return [];
    const isDue = isTurnOf(message, frequency) || isOfWeight(message, classification, weigh) || await followsWeight(message);
    return isDue ? [newJob({ ids, clock }, 'detect-episodes', message.id, { message_id: message.id, session_id: message.session_id })] : [];
  };

  async function followsWeight(message: Message): Promise<boolean> {
    if (message.parent_id === null) return false;
    const before = await storage.messages.path({ leaf_id: message.parent_id, limit: lookBack });
    const classifications = new Map((await storage.classifications.getMany(before.map(({ id }) => id))).map((one) => [one.id, one]));
    return before.some((one) => isOfWeight(one, classifications.get(one.id) ?? null, weigh));
  }
}

/** On a branch the user's messages stand at every second depth: the depth counts them, whatever was edited or discarded beside it. */
function isTurnOf(message: Message, frequency: number): boolean {
  return message.speaker === 'user' && (Math.floor(message.depth / 2) + 1) % Math.max(1, frequency) === 0;
}

function isOfWeight(message: Message, classification: Classification | null, weigh: Weigher): boolean {
  if (message.speaker !== 'user') return false;
  const weighed = weigh({ message, classification });
  return weighed.weight >= atOnce || (weighed.type !== null && weighed.weight >= worthKeeping);
}
