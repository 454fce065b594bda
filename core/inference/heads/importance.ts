// How much a message matters to whoever wrote it, 0 to 10: small talk 1 to 2, likings 3 to 4, facts of a life 4 to 5, plans 5, strong feelings 6 to 7, grave events 8 to 10.
import { lifeEventFacts, type InteractionType, type LifeEventKind } from '../../contract/interactions.ts';
import type { TimeSpan } from '../time-expressions/time-span.ts';

export type ImportanceSigns = {
  text: string;
  now: number;
  /** Null without an event. score: its probability. */
  lifeEvent: { kind: LifeEventKind; score: number } | null;
  /** -1 to 1. */
  sentiment: number;
  /** Strongest emotion's probability, 0 to 1; 0 when it is neutral. */
  emotion: number;
  interactions: readonly { type: InteractionType; score: number }[];
  times: readonly TimeSpan[];
  /** Facts the message taught, where that is known. */
  facts: number;
};

const liking = /\b(?:me (?:gusta|encanta|flipa|mola|chifla)n?|(?:adoro|odio|detesto|prefiero)|mi(?:s)? \p{L}+ (?:favorit|preferid)\p{L}+|i (?:\p{L}+ )?(?:like|love|hate|enjoy|prefer|adore)|my favou?rite)(?!\p{L})/iu;
const ownLife = /(?:^|[^\p{L}])(?:soy|me llamo|tengo|vivo|trabajo|estudio|nac[ií]|mi nombre|cumplo|mi (?:madre|padre|herman[oa]|hij[oa]|novi[oa]|marido|mujer|espos[oa]|pareja|perr[oa]|gat[oa]|jefe|jefa|abuel[oa])|i am|i['’]m an?|my name|i live|i work|i study|i was born|i have (?:a|an|two|three|\d)|my (?:mother|father|mom|mum|dad|brother|sister|son|daughter|wife|husband|girlfriend|boyfriend|partner|dog|cat|boss|grand\p{L}+))(?!\p{L})/iu;
const firstPerson = /(?:^|[^\p{L}])(?:yo|me|mi|mis|soy|estoy|tengo|voy|vamos|quiero|nos|i|i['’]\p{L}+|my|we|our)(?!\p{L})/iu;
const routine: ReadonlySet<InteractionType> = new Set(['greeting', 'farewell', 'small_talk', 'joke', 'agreement', 'disagreement', 'thanks']);

/** The weightiest sign decides; length adds up to half a point. */
export function importanceOf(signs: ImportanceSigns): number {
  const { text, lifeEvent, interactions } = signs;
  const words = text.split(/\s+/, 200).length;
  const has = (type: InteractionType): number => interactions.find((one) => one.type === type)?.score ?? 0;
  const isAsking = has('question') + has('request') > 0.5 && has('sharing') < 0.5;
  const strength = Math.max(Math.abs(signs.sentiment), 0.6 * signs.emotion);
  const parts = [1.2];
  if (!interactions.every(({ type }) => routine.has(type)) || words > 12) parts.push(2);
  if (liking.test(text)) parts.push(isAsking ? 2.5 : 3.6);
  if (ownLife.test(text)) parts.push(isAsking ? 2.5 : 4.4);
  if (signs.facts > 0) parts.push(Math.min(5, 4 + 0.4 * signs.facts));
  if (!isAsking && firstPerson.test(text) && signs.times.some((span) => span.end > signs.now && !span.is_recurring && span.precision !== 'hour')) parts.push(5);
  // A feeling about one's own life weighs; a compliment or an insult is strong in words only.
  const share = isAsking ? 0.4 : Math.max(has('sharing'), has('affection'), 0.5);
  const isOwn = firstPerson.test(text) || ownLife.test(text);
  parts.push(7 * strength * Math.min(1, share + 0.15) * (isOwn ? 1 : 0.6));
  if (has('insult') > 0.5) parts.push(4);
  if (lifeEvent) parts.push(lifeEventFacts[lifeEvent.kind].weight * (isAsking ? 0.4 : 0.78 + 0.22 * lifeEvent.score));
  const score = Math.max(...parts) + Math.min(0.5, words / 80);
  return Math.round(Math.min(10, score) * 10) / 10;
}
