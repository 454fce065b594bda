// Forgetting of the in-memory client: plain words decide what goes with what.
import { implement } from '@orpc/server';
import { contract, type EngineEvent, type ForgetTarget } from '../../core/contract/index.ts';
import { foldText } from '../features/search/highlight.ts';
import type { MemoryWorld } from './memory-client.ts';

type Tools = { now: () => number; newId: () => string; failIfTold: (name: string) => void; emit: (event: EngineEvent) => void };
type Plan = { facts: Set<string>; episodes: Set<string>; messages: Set<string>; summaries: Set<string>; proposals: Set<string> };

export function createForgettingRoutes(world: MemoryWorld, { now, newId, failIfTold, emit }: Tools) {
  const os = implement(contract).forgetting;
  const planOf = (target: ForgetTarget): Plan => {
    const ofSession = (id: string): string[] => world.messages.filter((message) => message.session_id === id).map((message) => message.id);
    const says = (text: string, name: string): boolean => ` ${foldText(text).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${foldText(name)} `);
    const from = (messages: Iterable<string>, isWhole: boolean): Plan => {
      const sources = new Set(messages);
      const hit = (ids: readonly string[]): boolean => ids.some((id) => sources.has(id));
      return {
        facts: new Set(world.facts.filter((fact) => hit(fact.source_message_ids)).map(({ id }) => id)), episodes: new Set(world.episodes.filter((episode) => hit(episode.source_message_ids)).map(({ id }) => id)), messages: isWhole ? sources : new Set(),
        summaries: new Set((world.summaries ?? []).filter((summary) => hit(summary.source_message_ids)).map(({ id }) => id)), proposals: new Set((world.proposals ?? []).filter(({ fact }) => hit(fact.source_message_ids)).map(({ id }) => id)),
      };
    };
    const none: Plan = { facts: new Set(), episodes: new Set(), messages: new Set(), summaries: new Set(), proposals: new Set() };
    if (target.kind === 'fact') {
      const fact = world.facts.find(({ id }) => id === target.id);
      const all = world.facts.filter((other) => other.key === fact?.key && other.scope === fact.scope);
      return { ...none, facts: new Set(all.map(({ id }) => id)), messages: new Set(target.with_words ? all.flatMap((other) => other.source_message_ids).filter((id) => world.messages.some((message) => message.id === id)) : []) };
    }
    if (target.kind === 'episode') return { ...none, episodes: new Set([target.id]), messages: new Set(target.with_words ? world.episodes.find(({ id }) => id === target.id)?.source_message_ids ?? [] : []) };
    if (target.kind === 'message') return from([target.id, ...world.messages.filter((message) => message.parent_id === target.id && message.speaker === 'assistant').map(({ id }) => id)], true);
    if (target.kind === 'session') return from(ofSession(target.id), true);
    if (target.kind === 'source') return from(ofSession(target.session_id), false);
    return {
      facts: new Set(world.facts.filter(({ value }) => says(String(value), target.name)).map(({ id }) => id)), episodes: new Set(world.episodes.filter(({ title, summary }) => says(`${title} ${summary}`, target.name)).map(({ id }) => id)),
      messages: new Set(world.messages.filter(({ content }) => says(content, target.name)).map(({ id }) => id)), summaries: new Set((world.summaries ?? []).filter(({ content }) => says(content, target.name)).map(({ id }) => id)), proposals: new Set(),
    };
  };
  const countsOf = (plan: Plan) => ({ facts: plan.facts.size, episodes: plan.episodes.size, messages: plan.messages.size, summaries: plan.summaries.size, proposals: plan.proposals.size, notes: plan.messages.size > 0 ? 1 : 0, backups: plan.messages.size > 0 ? 2 : 0, snapshots_kept: plan.messages.size > 0 ? 1 : 0 });
  return {
    preview: os.preview.handler(({ input }) => {
      failIfTold('preview');
      const plan = planOf(input.target);
      return { counts: countsOf(plan), examples: [...world.episodes.filter(({ id }) => plan.episodes.has(id)).map(({ title }) => title), ...world.messages.filter(({ id }) => plan.messages.has(id)).map(({ content }) => content.slice(0, 120))].slice(0, 4) };
    }),
    forget: os.forget.handler(({ input }) => {
      failIfTold('forget');
      const plan = planOf(input.target);
      const forgettingId = newId();
      world.tombstones = [{ id: newId(), user_id: 'default', forgetting_id: forgettingId, kind: input.target.kind, category: world.facts.find(({ id }) => plan.facts.has(id))?.category ?? null, created_at: now() }, ...(world.tombstones ?? [])];
      world.facts = world.facts.filter(({ id }) => !plan.facts.has(id));
      world.episodes = world.episodes.filter(({ id }) => !plan.episodes.has(id));
      for (const message of world.messages) if (plan.messages.has(message.id)) Object.assign(message, { content: '', status: 'complete', error: null });
      world.summaries = (world.summaries ?? []).filter(({ id }) => !plan.summaries.has(id));
      world.proposals = (world.proposals ?? []).filter(({ id }) => !plan.proposals.has(id));
      if (input.target.kind === 'session') { const { id } = input.target; world.sessions = world.sessions.filter((session) => session.id !== id); emit({ type: 'session-deleted', session_id: id }); }
      emit({ type: 'forgotten', user_id: 'default' });
      return { forgetting_id: forgettingId, counts: countsOf(plan) };
    }),
    tombstones: os.tombstones.handler(() => { failIfTold('tombstones'); return { tombstones: world.tombstones ?? [] }; }),
    allow: os.allow.handler(({ input }) => {
      const before = (world.tombstones ?? []).length;
      world.tombstones = (world.tombstones ?? []).filter((entry) => input.forgetting_id !== undefined && entry.forgetting_id !== input.forgetting_id);
      return { allowed: before - world.tombstones.length };
    }),
  };
}
