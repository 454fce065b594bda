// What a mending does to the rows. Pure.
import type { AuditFinding } from '../../../contract/audit.ts';
import type { Fact } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import type { RawFinding } from './material.ts';
import { dayOf } from './rules/exact-duplicates.ts';

export type RowChange<Row> = { before: Row; after: Row | null };
type Planned<Row> = RowChange<Row>[] | null;

/** Null when a row is gone, no longer holds, or belongs to the past. @param rows the facts as they stand, with what was planned before this */
export function planFacts(finding: Pick<RawFinding, 'ids' | 'kind'>, mend: Exclude<AuditFinding['mend'], 'keep'>, rows: ReadonlyMap<string, Fact>, now: number): Planned<Fact> {
  const facts = finding.ids.flatMap((id) => rows.get(id) ?? []);
  const [first, ...others] = facts;
  if (!first || facts.length < finding.ids.length) return null;
  if (mend === 'forget') return facts.map((before) => ({ before, after: null }));
  if (mend === 'merge') return others.length === 0 ? null : [{ before: first, after: merged(first, others, now) }, ...others.map((before) => ({ before, after: replacedBy(before, first.id, now) }))];
  if (finding.kind === 'contradiction') return others.length === 0 ? null : others.map((before) => ({ before, after: replacedBy(before, first.id, now) }));
  return facts.map((before) => ({ before, after: { ...before, valid_to: endOf(before, now), updated_at: now } }));
}

/** The value stays as it is. A fact told without a message stands without one: otherwise an edit of another's message would take it away. */
function merged(first: Fact, others: readonly Fact[], now: number): Fact {
  const all = [first, ...others];
  return {
    ...first, updated_at: now, confidence: Math.max(...all.map(({ confidence }) => confidence)), valid_from: Math.min(...all.map(({ valid_from }) => valid_from)),
    source_message_ids: first.source_message_ids.length === 0 ? [] : union(all.map((fact) => fact.source_message_ids)), tags: union(all.map(({ tags }) => tags)),
    is_pinned: all.some((fact) => fact.is_pinned), local_only: all.some((fact) => fact.local_only),
  };
}

function replacedBy(fact: Fact, by: string, now: number): Fact {
  return { ...fact, valid_to: Math.max(fact.valid_from, now), superseded_by: by, updated_at: now };
}

/** The end of its day, where one was said. */
function endOf(fact: Fact, now: number): number {
  const day = dayOf(fact);
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T23:59:59Z`);
  return Math.max(fact.valid_from, Number.isFinite(time) ? Math.min(now, time) : now);
}

/** As with facts. The words of the first stay. */
export function planEpisodes(finding: Pick<RawFinding, 'ids'>, mend: Exclude<AuditFinding['mend'], 'keep'>, rows: ReadonlyMap<string, Episode>, now: number): Planned<Episode> {
  const episodes = finding.ids.flatMap((id) => rows.get(id) ?? []);
  const [first, ...others] = episodes;
  if (!first || episodes.length < finding.ids.length || mend === 'supersede') return null;
  if (mend === 'forget') return episodes.map((before) => ({ before, after: null }));
  if (others.length === 0) return null;
  const recalled = episodes.flatMap(({ last_recalled_at }) => last_recalled_at ?? []);
  const after: Episode = {
    ...first, updated_at: now, importance: Math.max(...episodes.map(({ importance }) => importance)), tags: union(episodes.map(({ tags }) => tags)), source_message_ids: union(episodes.map((episode) => episode.source_message_ids)).sort(),
    started_at: Math.min(...episodes.map(({ started_at }) => started_at)), ended_at: Math.max(...episodes.map(({ ended_at }) => ended_at)), never_decays: episodes.some((episode) => episode.never_decays),
    is_pinned: episodes.some((episode) => episode.is_pinned), recall_count: episodes.reduce((sum, episode) => sum + episode.recall_count, 0), last_recalled_at: recalled.length === 0 ? null : Math.max(...recalled),
  };
  return [{ before: first, after }, ...others.map((before) => ({ before, after: null }))];
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}
