// A fact to forget: every value it has had, and, with its words, where they were said and repeated.
import type { Fact, Message } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { foldWords } from '../../lib/fold-words.ts';
import { contraryKeys, isSameValue, isSingle, mostFacts } from '../memory/index.ts';
import type { Forgotten } from './make-tombstones.ts';
import { emptyAim, inParts, ownRecords, union, type Aim, type Reads } from './plan.ts';
import { says, sentencesOf, tellingWording } from './wordings.ts';

/** @throws LuminoraError `not_found` */
export async function aimAtFact(storage: Reads, userId: string, { id, with_words: withWords }: { id: string; with_words: boolean }): Promise<Aim> {
  const fact = await storage.facts.get(id);
  if (!fact || fact.user_id !== userId) throw new LuminoraError('not_found', `There is no fact "${id}". It may have been forgotten.`, { details: { id } });
  const facts = await valuesOf(storage, fact);
  const proposals = await ownRecords(storage, userId, 'proposal', (one) => facts.some((other) => other.key === one.fact.key && other.scope === one.fact.scope && isSameValue(other.value, one.fact.value)));
  const sources = await inParts([...new Set([...facts.flatMap((one) => one.source_message_ids), ...proposals.flatMap((one) => one.fact.source_message_ids)])], (ids) => storage.messages.getMany(ids));
  const forgotten: Forgotten[] = facts.map((one) => ({ type: 'fact', fact: one }));
  const aim: Aim = { ...emptyAim(userId, 'fact'), facts, proposals, forgotten, takesFactsAlong: false };
  if (!withWords) return { ...aim, unread: sources };
  const wordings = facts.map(tellingWording).filter((wording) => wording !== null);
  return {
    ...aim, messages: union(sources, await repliesThatRepeat(storage, facts, sources)), words: wordings,
    forgotten: [...forgotten, ...sources.flatMap((source) => tellingSentences(source, facts)).map((text): Forgotten => ({ type: 'text', text }))],
  };
}

/** Of a key that holds one value, all of them; of one that holds many, this value and what took its place or whose place it took. */
async function valuesOf(storage: Reads, fact: Fact): Promise<Fact[]> {
  const contrary = Object.hasOwn(contraryKeys, fact.key) ? contraryKeys[fact.key]! : null;
  const keys = [fact.key, ...(contrary === null ? [] : [contrary])];
  const all = (await Promise.all(keys.map((key) => storage.facts.list({ user_id: fact.user_id, key, include_past: true, limit: mostFacts })))).flat().filter((one) => one.scope === fact.scope);
  if (isSingle(fact.key)) return union([fact], all.filter((one) => one.key === fact.key));
  // The very value: whoever forgets classical music may still like music.
  const chain = new Map([fact, ...all.filter((one) => isSameValue(fact.value, one.value))].map((one) => [one.id, one]));
  for (let size = 0; size !== chain.size;) {
    size = chain.size;
    for (const one of all) if ([...chain.values()].some((known) => known.superseded_by === one.id || one.superseded_by === known.id)) chain.set(one.id, one);
  }
  return [...chain.values()];
}

/** Replies to the words it was told in, and any reply that says a value which stands for itself. */
async function repliesThatRepeat(storage: Reads, facts: readonly Fact[], sources: readonly Message[]): Promise<Message[]> {
  const values = facts.flatMap(({ value }) => (Array.isArray(value) ? value : [value])).map((value) => foldWords(String(value)));
  const repeats = (message: Message, wordings: readonly string[]) => message.speaker === 'assistant' && wordings.some((wording) => says(message.content, wording));
  const direct = (await Promise.all(sources.map((source) => storage.messages.children({ session_id: source.session_id, parent_id: source.id })))).flat();
  const telling = facts.map(tellingWording).filter((wording) => wording !== null);
  const first = facts[0];
  const anywhere = telling.length === 0 || !first ? [] : await storage.messages.containing({ user_id: first.user_id, texts: telling.map(longestWord), in: 'content' });
  return union(direct.filter((message) => repeats(message, values)), anywhere.filter((message) => repeats(message, telling)));
}

/** Words may stand apart from each other by more than a blank; the longest is looked for, and the rest compared then. */
export const longestWord = (wording: string): string => wording.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '');

/** The user's own sentences that say a value: what a summary would tell of it. */
function tellingSentences(source: Message, facts: readonly Fact[]): string[] {
  const own = facts.filter((fact) => fact.source_message_ids.includes(source.id) && typeof fact.value === 'string');
  return source.speaker === 'user' ? sentencesOf(source.content, 20).filter((sentence) => own.some(({ value }) => says(sentence, foldWords(String(value))))).slice(0, 4) : [];
}

