// Where else the words of what goes were written down: notes beside other messages, records of replies, titles.
import type { Message, RecalledItem, Trace } from '../../contract/entities.ts';
import { foldWords } from '../../lib/fold-words.ts';
import { episodeText, factSentence, quoteForPrompt } from '../memory/index.ts';
import { idsOf, inParts, ownRecords, type Aim, type Plan, type Reads } from './plan.ts';
import { says } from './wordings.ts';

type Found = Pick<Plan, 'notes' | 'traces' | 'retitled' | 'unsummarised'>;
/** Titles are the beginning of what was said first, more or less. */
const shortestTitle = 4;

/** Looks for them by what was recalled and, beyond that, by the words themselves. */
export async function findQuotations(storage: Reads, aim: Aim): Promise<Found> {
  const ids = new Set([...idsOf(aim.messages), ...idsOf(aim.facts), ...idsOf(aim.episodes), ...idsOf(aim.summaries)]);
  const sessions = new Set(idsOf(aim.sessions));
  const erased = new Set(idsOf(aim.messages));
  const stays = (trace: Trace) => !erased.has(trace.message_id) && !sessions.has(trace.session_id);
  const holds = (text: string) => aim.words.some((words) => says(text, words));
  const isQuoted = (item: RecalledItem) => ids.has(item.id) || (item.message_id !== null && erased.has(item.message_id)) || holds(item.text);
  const recalling = await inParts([...ids], (some) => storage.traces.recalling({ user_id: aim.user_id, ids: some }));
  const wording = aim.words.length === 0 ? [] : await ownRecords(storage, aim.user_id, 'trace', (trace) => trace.recalled.some((item) => holds(item.text)) || holds(characterText(trace)));
  const traces = new Map([...recalling, ...wording].filter(stays).map((trace) => [trace.id, trace]));
  const notes = new Set([...recalling, ...wording].filter((trace) => trace.recalled.some(isQuoted)).map(({ user_message_id }) => user_message_id));
  for (const message of await quotingNotes(storage, aim)) notes.add(message.id);
  const withNotes = (await inParts([...notes], (some) => storage.messages.getMany(some))).filter((message) => message.context !== null && !erased.has(message.id) && !sessions.has(message.session_id));
  return {
    notes: idsOf(withNotes),
    traces: [...traces.values()].map((trace) => ({ id: trace.id, set: { recalled: trace.recalled.filter((item) => !isQuoted(item)), character: withoutWords(trace, holds) } })),
    ...await sessionsToTidy(storage, aim, holds),
  };
}

const characterText = ({ character }: Trace): string => [character.text, character.note, ...character.layers.flatMap(({ added }) => added)].join('\n');

/** The compiled character names the user; the figures beside it stay. */
function withoutWords({ character }: Trace, holds: (text: string) => boolean): Trace['character'] {
  const without = (text: string) => (holds(text) ? '' : text);
  return { ...character, text: without(character.text), note: without(character.note), layers: character.layers.map((layer) => ({ ...layer, added: layer.added.filter((text) => !holds(text)) })) };
}

/** Notes that quote what no record tells of: a reply that broke off has none. */
async function quotingNotes(storage: Reads, aim: Aim): Promise<Message[]> {
  const quotes = new Set([...aim.messages.map(({ content }) => content), ...aim.episodes.map(episodeText)].map(quoteForPrompt).filter((text) => text !== ''));
  const sentences = aim.facts.flatMap((fact) => (['es', 'en'] as const).map((language) => quoteForPrompt(factSentence(fact, language))));
  const quoting = quotes.size === 0 ? [] : await storage.messages.containing({ user_id: aim.user_id, texts: ['"'], in: 'context' });
  const telling = [...sentences, ...aim.words];
  const told = telling.length === 0 ? [] : await storage.messages.containing({ user_id: aim.user_id, texts: telling, in: 'context' });
  return [...quoting.filter(({ context }) => [...(context ?? '').matchAll(/"([^"]+)"/g)].some(([, quoted]) => quotes.has(quoted!))), ...told];
}

async function sessionsToTidy(storage: Reads, aim: Aim, holds: (text: string) => boolean): Promise<Pick<Found, 'retitled' | 'unsummarised'>> {
  const gone = new Set(idsOf(aim.sessions));
  const said = new Map<string, string[]>();
  for (const message of aim.messages) said.set(message.session_id, [...(said.get(message.session_id) ?? []), foldWords(message.content)]);
  const summarised = new Set(aim.summaries.map(({ session_id }) => session_id));
  const isMadeOf = (title: string, texts: readonly string[]) => title.length >= shortestTitle && texts.some((text) => text.includes(title));
  const sessions = await ownRecords(storage, aim.user_id, 'session', (session) => !gone.has(session.id));
  return {
    retitled: idsOf(sessions.filter(({ id, title }) => title !== '' && (holds(title) || isMadeOf(foldWords(title), said.get(id) ?? [])))),
    unsummarised: idsOf(sessions.filter(({ id, prompt_summary: words }) => words !== null && (said.has(id) || summarised.has(id) || holds(words)))),
  };
}
