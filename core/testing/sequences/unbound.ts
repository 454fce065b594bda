// Looks for memories whose source is not on an active branch: what a sequence must never leave.
import type { MessageView } from '../../contract/entities.ts';
import { markersIn } from './markers.ts';
import type { World } from './world.ts';

/** Words searched for after a sequence. */
const mostSearches = 4;

export type Found = { problems: string[]; /** Words that no message holds any more, and those that one does. */ gone: string[]; living: string[]; checked: Record<string, number> };

/** Reads everything a screen could show of a user. Call when the jobs are done. */
export async function findUnbound({ client, userId, words, stored, sessionIds }: World): Promise<Found> {
  const messages = await stored();
  const byId = new Map(messages.map((message) => [message.id, message]));
  const wordsOf = (all: readonly MessageView[]) => new Set(all.flatMap(({ content }) => markersIn(content)));
  const living = wordsOf(messages);
  const shown = wordsOf(messages.filter(({ is_active }) => is_active));
  const problems: string[] = [];
  const checked: Record<string, number> = {};
  const count = (what: string): void => { checked[what] = (checked[what] ?? 0) + 1; };
  /** What it is made of must be on screen: at least one of its sources, and every word it says. */
  const check = (what: string, text: string, sources: readonly string[], all: boolean): void => {
    count(what);
    const active = sources.filter((id) => byId.get(id)?.is_active === true);
    if (sources.length > 0 && (all ? active.length < sources.length : active.length === 0)) problems.push(`of the ${what}, "${text}" comes from messages that are not on screen: ${sources.filter((id) => !active.includes(id)).join(', ')}`);
    for (const id of sources) if (!byId.has(id)) problems.push(`of the ${what}, "${text}" names the message ${id}, which is gone`);
    for (const word of markersIn(text)) if (!shown.has(word)) problems.push(`of the ${what}, "${text}" says "${word}", which no message on screen says`);
  };

  const { facts } = await client.memory.facts({ user_id: userId, limit: 500 });
  for (const fact of facts) check('facts', `${fact.key} ${String(fact.value)}`, fact.source_message_ids, false);
  for (const episode of (await client.memory.episodes({ user_id: userId, limit: 200 })).episodes) check('episodes', `${episode.title} ${episode.summary}`, episode.source_message_ids, true);
  for (const summary of (await client.summaries.all({ user_id: userId, limit: 200 })).summaries) check('summaries', summary.content, summary.source_message_ids, true);
  for (const { fact } of (await client.inbox.list({ user_id: userId, limit: 500 })).proposals) check('proposals', `${fact.key} ${String(fact.value)}`, fact.source_message_ids, false);
  for (const session of sessionIds()) {
    const { title, prompt_summary: summary } = await client.sessions.get({ session_id: session });
    for (const word of markersIn(`${title} ${summary ?? ''}`)) if (!living.has(word)) problems.push(`the session "${title}" says "${word}", which is gone`);
  }
  for (const word of [...words].filter((one) => !shown.has(one)).slice(-mostSearches)) {
    count('searches');
    for (const { text } of (await client.memory.search({ user_id: userId, query: word })).results) if (markersIn(text).includes(word)) problems.push(`the search for "${word}" found "${text}"`);
  }
  await checkFeelings();
  return { problems, gone: [...words].filter((word) => !living.has(word)), living: [...living], checked };

  async function checkFeelings(): Promise<void> {
    const pair = { user_id: userId, personality: 'luna' };
    for (const mood of (await client.moods.history({ ...pair, limit: 500 })).moods) {
      count('moods');
      if (mood.message_id !== null && byId.get(mood.message_id)?.is_active !== true) problems.push(`the mood ${mood.mood} was left by ${mood.message_id}, which is not on screen`);
    }
    const { events } = await client.affinity.events({ ...pair, limit: 500 });
    const { affinity } = await client.affinity.get(pair);
    // What was taken back is what was asked for: at no points there is nothing to take, and what was taken later stays taken.
    const moved = new Map<string, number>();
    for (const { message_id: id, kind, delta, asked } of events) if (id !== null && ['interaction', 'milestone', 'revert'].includes(kind)) moved.set(id, (moved.get(id) ?? 0) + (kind === 'revert' ? asked : delta));
    for (const [id, delta] of moved) {
      count('ledger entries');
      if (byId.get(id)?.is_active !== true && Math.abs(delta) > 1e-6) problems.push(`the ledger still counts ${delta} points of ${id}, which is not on screen`);
    }
    const sum = events.reduce((total, { delta }) => total + delta, 0);
    if (Math.abs(sum - affinity.points) > 1e-6) problems.push(`the ledger leads to ${sum} points, the relationship has ${affinity.points}`);
    const said = messages.filter(({ speaker, is_active, content }) => speaker === 'user' && is_active && content !== '').length;
    if (affinity.messages !== said) problems.push(`${said} messages of the user are on screen, the relationship counts ${affinity.messages}`);
  }
}
