// What an episode says of its messages: type, importance, sentiment, tags and words.
import type { Sentiment } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import { grave } from './happenings.ts';
import { summaryOf, titleOf } from './sentences.ts';
import type { Weighed } from './weigh.ts';

export type EpisodeDraft = Pick<Episode, 'type' | 'title' | 'summary' | 'importance' | 'sentiment' | 'tags' | 'source_message_ids' | 'started_at' | 'ended_at' | 'never_decays'>;

const mostTags = 8;
/** From this importance on an episode never sinks in rank. */
const neverFades = 8.5;
/** From this importance on bad news is grave. */
const gravity = 7;

/** @param members of one happening, oldest first; at least one is the user's */
export function describe(members: readonly Weighed[]): EpisodeDraft {
  const said = members.filter((member) => member.speaker === 'user');
  const weightiest = said.reduce((best, one) => (one.weight > best.weight ? one : best));
  const sentiment = sentimentOf(said);
  const importance = importanceOf(said, weightiest);
  const cues = new Set(members.flatMap((member) => (member.speaker === 'user' ? member.cues : member.cues.filter((cue) => cue === 'promise'))));
  const type = said.some((one) => one.type === 'confession') ? 'confession' : (weightiest.type ?? 'emotional_moment');
  // Grave news is sad, whatever else it is: an illness told with fear, an accident told coolly.
  const isGraveNews = weightiest.valence < 0 && importance >= gravity && type !== 'conflict';
  return {
    type,
    title: titleOf(members), summary: summaryOf(members), importance, sentiment,
    tags: tagsOf(said, weightiest, isGraveNews ? ['sad'] : []),
    source_message_ids: members.map((member) => member.id), started_at: members[0]!.created_at, ended_at: Math.max(...members.map((member) => member.created_at)),
    never_decays: cues.has('name') || cues.has('promise') || importance >= neverFades,
  };
}

/**
 * The weightiest message's weight times 0.9 to 1.1 by the strength of its sentiment, half a point more when several messages carry it, one decimal, and
 * never less than what happened weighs. The factors are this project's choice: strength of feeling moves an episode by a step and never decides alone.
 */
function importanceOf(said: readonly Weighed[], weightiest: Weighed): number {
  const several = said.length > 1 ? 0.5 : 0;
  const score = weightiest.weight * (0.9 + 0.2 * Math.abs(weightiest.sentiment)) + several;
  return Math.round(Math.min(10, Math.max(0, score, ...said.map((one) => one.atLeast))) * 10) / 10;
}

/** Each message by the square of its weight; a weighty event keeps its own sign however calmly it is told. */
function sentimentOf(said: readonly Weighed[]): Sentiment {
  const total = said.reduce((sum, one) => sum + one.weight ** 2, 0);
  const mean = total === 0 ? 0 : said.reduce((sum, one) => sum + felt(one) * one.weight ** 2, 0) / total;
  if (mean <= -0.6) return 'very_negative';
  if (mean <= -0.2) return 'negative';
  if (mean >= 0.6) return 'very_positive';
  return mean >= 0.2 ? 'positive' : 'neutral';
}

function felt(one: Weighed): number {
  const least = one.atLeast >= grave ? 0.7 : one.atLeast > 0 ? 0.3 : 0;
  return one.valence === 0 || one.valence * one.sentiment >= least ? one.sentiment : one.valence * least;
}

/** Feelings of the weightiest first, then the event, then what it is about. Feelings against the weightiest's own are left out. */
function tagsOf(said: readonly Weighed[], weightiest: Weighed, always: readonly string[]): string[] {
  const feelings = [...weightiest.feelings, ...said.filter((one) => one.valence === weightiest.valence).flatMap((one) => one.feelings)];
  const events = said.filter((one) => one === weightiest || (one.valence === weightiest.valence && one.cues.length > 0)).flatMap((one) => (one.event === null ? [] : [one.event]));
  return [...new Set([...always, ...feelings.slice(0, 4), ...events, ...weightiest.topics, ...said.flatMap((one) => one.topics)])].slice(0, mostTags);
}
