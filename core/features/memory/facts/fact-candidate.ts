// What an extractor reads from one message, before it is compared with what is known.
import type { Fact } from '../../../contract/entities.ts';

export type FactCandidate = Pick<Fact, 'category' | 'key' | 'value' | 'confidence' | 'source'> & {
  /** "date:YYYY-MM-DD" for a plan or an event whose day was said. */
  tags: string[];
  /** The message says that this is over ("ya no trabajo en IT"): nothing new is learnt, what fits is closed. An empty value fits whatever the key holds. */
  is_ended?: true;
};
