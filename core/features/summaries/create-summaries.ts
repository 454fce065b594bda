// Summaries as the engine uses them: the job that makes them, what a prompt takes of them, what follows a change of branch.
import { LRUCache } from 'lru-cache';
import type { Message, Session } from '../../contract/entities.ts';
import type { EngineEvent } from '../../contract/events.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { Summary } from '../../contract/summaries.ts';
import type { JobHandler } from '../../jobs/jobs.ts';
import { newJob } from '../../jobs/jobs.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { gistOf } from './block.ts';
import type { Gist, ToldSummary } from './block.ts';
import { onActiveBranch } from './branch-summaries.ts';
import { makeSummaries } from './make-summaries.ts';
import type { MakeParts } from './make-summaries.ts';
import { leftAlone } from './stretches.ts';

export type SummarySettings = {
  isOn: boolean;
  /** Messages of one stretch. */
  every: number;
  /** Messages a prompt keeps word for word, and the most tokens for what stands for the rest. */
  recentMessages: number;
  tokenBudget: number;
};
export type SummariesParts = MakeParts & { broadcast: (event: EngineEvent) => void; settings: () => Pick<SummarySettings, 'isOn' | 'every'> };
export type Summaries = ReturnType<typeof createSummaries>;

/** What left, came back or went, in one session. */
type BranchChange = { session_id: string; left: readonly string[]; entered: readonly string[]; gone: readonly string[] };

/** Stretches one job summarises; a conversation that came in whole takes several jobs. */
const perJob = 20;
/** Newest stretches a prompt looks at, and how far back the job does: what is older is recalled, and summarised on request. */
const mostInPrompt = 150;
const lookBack = 200;

export function createSummaries(parts: SummariesParts) {
  const { storage } = parts;
  /** By wording: which sentence matters most is asked at every move of a prompt's beginning, and costs a turn its time. */
  const gists = new LRUCache<string, { gist: Gist | null }>({ max: 1000 });

  function withGist(summary: Summary): ToldSummary {
    const known = gists.get(summary.content) ?? { gist: gistOf(summary) };
    gists.set(summary.content, known);
    return { ...summary, gist: known.gist };
  }

  async function needSession(id: string): Promise<Session> {
    const session = await storage.sessions.get(id);
    if (!session) throw new LuminoraError('not_found', `There is no session "${id}".`, { details: { session_id: id } });
    return session;
  }

  /** `after` tells one piece of work from the next: a job of the same key is added once. */
  const jobFor = (sessionId: string, after: string): Change => newJob(parts, 'summarise', `${sessionId}/${after}`, { session_id: sessionId });

  async function ofBranch(sessionId: string): Promise<Summary[]> {
    return onActiveBranch(storage, await storage.summaries.ofSession(sessionId));
  }

  async function lostSummaries(sessionId: string, left: readonly string[], gone: readonly string[]): Promise<Summary[]> {
    if (left.length + gone.length === 0) return [];
    const isGone = new Set(gone);
    const hasLeft = new Set(left);
    const told = (await storage.summaries.ofSession(sessionId)).filter(({ source_message_ids }) => source_message_ids.some((id) => isGone.has(id) || hasLeft.has(id)));
    const active = new Set((await onActiveBranch(storage, told)).map(({ id }) => id));
    return told.filter(({ id, source_message_ids }) => !active.has(id) || source_message_ids.some((one) => isGone.has(one)));
  }

  const summariseJob: JobHandler = async (job) => {
    const session = await storage.sessions.get(String(job.payload['session_id']));
    const { isOn, every } = parts.settings();
    if (!session || !isOn) return { changes: [] };
    const { made, changes, isMore } = await makeSummaries(parts, session, { every, leave: leftAlone, limit: perJob, lookBack });
    return {
      changes: isMore ? [...changes, jobFor(session.id, made.at(-1)!.id)] : changes,
      committed: () => {
        made.forEach(withGist);
        if (made.length > 0) parts.broadcast({ type: 'summaries-changed', session_id: session.id });
      },
    };
  };

  return {
    handlers: { summarise: summariseJob },

    /** What the commit of a message adds: work where it completes a stretch and those after it that are left alone. */
    jobsFor(message: Pick<Message, 'id' | 'session_id' | 'depth'>): Change[] {
      const { isOn, every } = parts.settings();
      const summarised = message.depth + 1 - leftAlone;
      return isOn && summarised >= every && summarised % every === 0 ? [jobFor(message.session_id, message.id)] : [];
    },

    /** The newest ones on the active branch whose messages all lie before a depth, oldest first. */
    async before(sessionId: string, depth: number): Promise<ToldSummary[]> {
      return (await onActiveBranch(storage, await storage.summaries.ofSession(sessionId, { before_depth: depth, limit: mostInPrompt }))).map(withGist);
    },

    /** Oldest first. @throws LuminoraError `not_found` */
    async list(sessionId: string): Promise<Summary[]> {
      return ofBranch((await needSession(sessionId)).id);
    },

    /** Of all of a user's sessions, active branches alone, newest first. */
    async all(query: { user_id: string; before?: string | undefined; limit: number }): Promise<Summary[]> {
      const found: Summary[] = [];
      for (let before = query.before; found.length < query.limit;) {
        const page = await storage.summaries.list({ user_id: query.user_id, limit: query.limit, ...(before === undefined ? {} : { before }) });
        found.push(...await onActiveBranch(storage, page));
        if (page.length < query.limit) break;
        before = page.at(-1)!.id;
      }
      return found.slice(0, query.limit);
    },

    /** Summarises every whole stretch that has no summary, the latest too. @throws LuminoraError `not_found`, `feature_off` */
    async make(sessionId: string, signal?: AbortSignal): Promise<Summary[]> {
      const { isOn, every } = parts.settings();
      const session = await needSession(sessionId);
      if (!isOn) throw new LuminoraError('feature_off', 'This is switched off. Switch features.summaries on in Settings.', { details: { field: 'features.summaries' } });
      for (let isMore = true, any = false; isMore && signal?.aborted !== true;) {
        const step = await makeSummaries(parts, session, { every, leave: 0, limit: perJob * 10 });
        if (step.changes.length > 0) await storage.commit(step.changes, { isRepeatable: true });
        any ||= step.made.length > 0;
        isMore = step.isMore;
        if (!isMore && any) parts.broadcast({ type: 'summaries-changed', session_id: session.id });
      }
      return ofBranch(session.id);
    },

    /**
     * After messages left the active branch or went: their summaries go, the prompt's own is taken back where it tells of a message that is not there any more, and what is on the branch now is
     * summarised anew. Reads what is stored, so that being told twice does no harm.
     */
    async afterBranchChange({ session_id, left, entered, gone }: BranchChange): Promise<void> {
      if (gone.length > 0) gists.clear();
      const session = await storage.sessions.get(session_id);
      if (!session) return;
      const changes: Change[] = [];
      changes.push(...(await lostSummaries(session_id, left, gone)).map(({ id }): Change => ({ op: 'delete', entity: 'summary', id })));
      const start = session.prompt_start_id === null ? null : await storage.messages.get(session.prompt_start_id);
      if (session.prompt_start_id !== null && !start?.is_active) changes.push({ op: 'update', entity: 'session', id: session_id, set: { prompt_start_id: null, prompt_summary: null } });
      // What was deleted and lay before the start would have taken the start along: only forgotten words can still stand there.
      else if (start && session.prompt_summary !== null && (await storage.messages.getMany(gone)).some(({ depth, is_active }) => is_active && depth < start.depth)) changes.push({ op: 'update', entity: 'session', id: session_id, set: { prompt_summary: null } });
      if (parts.settings().isOn && left.length + entered.length + gone.length > 0) changes.push(jobFor(session_id, parts.ids.next()));
      if (changes.length > 0) await storage.commit(changes, { isForgetting: gone.length > 0 });
      parts.broadcast({ type: 'summaries-changed', session_id });
    },
  };
}
