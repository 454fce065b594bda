// Whatever names a person: facts, episodes, summaries, proposals, and messages of both speakers.
import type { Fact } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { foldWords } from '../../lib/fold-words.ts';
import { longestWord } from './aim-at-fact.ts';
import type { Forgotten } from './make-tombstones.ts';
import { emptyAim, ownRecords, type Aim, type Reads } from './plan.ts';
import { mostWords, says } from './wordings.ts';

/** Lore and companions stay: they are no memory of the user's. @throws LuminoraError `invalid_input` for a name without letters, or of more words than names have */
export async function aimAtPerson(storage: Reads, userId: string, { name }: { name: string }): Promise<Aim> {
  const words = foldWords(name);
  if (words.length < 2 || words.split(' ').length > mostWords) throw new LuminoraError('invalid_input', `"${name}" is no name that can be looked for: give one to ${mostWords} words with two letters at least.`, { details: { field: 'name' } });
  const namesThem = (...texts: readonly string[]) => texts.some((text) => says(text, words));
  const facts = await ownRecords(storage, userId, 'fact', (fact) => namesThem(...wordsOf(fact)));
  const found = await storage.messages.containing({ user_id: userId, texts: [longestWord(words)], in: 'content' });
  return {
    ...emptyAim(userId, 'person'), facts,
    episodes: await ownRecords(storage, userId, 'episode', (episode) => namesThem(episode.title, episode.summary, ...episode.tags)),
    summaries: await ownRecords(storage, userId, 'summary', (summary) => namesThem(summary.content)),
    proposals: await ownRecords(storage, userId, 'proposal', (proposal) => namesThem(...wordsOf(proposal.fact))),
    messages: found.filter((message) => namesThem(message.content)),
    forgotten: [{ type: 'name', name: words }, ...facts.map((fact): Forgotten => ({ type: 'fact', fact }))],
    words: [words], takesFactsAlong: false,
  };
}

const wordsOf = ({ key, value, tags }: Pick<Fact, 'key' | 'value' | 'tags'>): string[] => [key, ...tags, ...(Array.isArray(value) ? value : [String(value)])];
