// What the inbox needs of forgetting.
import type { Tombstones } from '../forgetting/index.ts';

/** Nothing forgotten is proposed again, and what the user keeps after all may be learnt again. */
export type InboxTombstones = Pick<Tombstones, 'judge' | 'allowFacts' | 'areForgotten'>;
