// A long conversation in which nothing of weight happened leaves one small trace a day.
import { describe } from './describe.ts';
import type { EpisodeDraft } from './describe.ts';
import { topicsOf } from './topics.ts';
import type { Weighed } from './weigh.ts';

/** The user's messages of a day that make it a conversation worth a trace, and how many of them must say something. */
const longConversation = 6;
const saysSomething = 4;
const wordsThatSaySomething = 4;

/** The day a moment belongs to, by the clock of this machine: "2026-11-21". */
export function dayOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** Null when the last day of the window was no long conversation. @param window oldest first, without messages that belong to other episodes */
export function routineOf(window: readonly Weighed[]): EpisodeDraft | null {
  const last = window.at(-1);
  if (!last) return null;
  const said = window.filter((message) => message.speaker === 'user' && dayOf(message.created_at) === dayOf(last.created_at));
  const telling = said.filter((message) => (message.text.match(/\p{L}+/gu) ?? []).length >= wordsThatSaySomething && !/\?\s*$/.test(message.text));
  if (said.length < longConversation || telling.length < saysSomething) return null;
  return routineFrom(telling);
}

/** Importance 1 to 3, by how much of the talk was about something. @param telling oldest first, at least one */
export function routineFrom(telling: readonly Weighed[]): EpisodeDraft {
  const topics = [...new Set(telling.flatMap((message) => topicsOf(message.text)))];
  return { ...describe(telling), type: 'routine', importance: Math.min(3, 1 + topics.length / 2), tags: ['routine', ...topics].slice(0, 8), never_decays: false };
}
