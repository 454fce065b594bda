// Applies mendings through the services of facts and episodes, and undoes them.
import type { AuditFinding, AuditUndo } from '../../../contract/audit.ts';
import { isLuminoraError, LuminoraError } from '../../../contract/errors.ts';
import type { Fact } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import { createQueue } from '../../../lib/queue.ts';
import type { EpisodeService } from '../episodes/index.ts';
import type { FactService, FactStep } from '../facts/fact-service.ts';
import { findFaults, isPossible } from './find.ts';
import type { FoundFinding } from './find.ts';
import { gather } from './gather.ts';
import type { GatherParts } from './gather.ts';
import { keptChange, readKept } from './kept.ts';
import { planEpisodes, planFacts } from './plan.ts';
import type { RowChange } from './plan.ts';
import { isSecretEpisode, isSecretFact } from './rules/secrets.ts';

export type MenderParts = GatherParts & { facts: Pick<FactService, 'rewrite'>; episodes: Pick<EpisodeService, 'rewrite' | 'remove'> };
type Wish = { finding_id: string; mend?: AuditFinding['mend'] | undefined };
type Skipped = { finding_id: string; reason: 'not_found' | 'not_possible' | 'changed_meanwhile' };
export type Mended = { mended: string[]; skipped: Skipped[]; undo: AuditUndo };
export type Mender = ReturnType<typeof createMender>;

/** Changes in one commit: a fact costs two at most, and the lists of forgotten messages two. */
const mostChanges = 48;

export function createMender(parts: MenderParts) {
  const { storage, clock } = parts;
  /** A mending looks, then writes: two at once would mend the same twice. */
  const inTurn = createQueue();

  async function mend(userId: string, wishes: readonly Wish[], signal?: AbortSignal): Promise<Mended> {
    const { material } = await gather(parts, userId, signal);
    const findings = new Map(findFaults(material).map((finding) => [finding.id, finding]));
    const now = clock.now();
    const work = createWork(parts, userId, now, [...material.facts, ...material.orphans], material.episodes);
    const kept: string[] = [];
    for (const wish of wishes) {
      const finding = findings.get(wish.finding_id);
      const how = wish.mend ?? finding?.mend;
      if (!finding || how === undefined) work.skip(wish.finding_id, 'not_found');
      else if (!isPossible(finding.kind, how)) work.skip(finding.id, 'not_possible');
      else if (how === 'keep') kept.push(finding.id);
      else if (finding.entity === 'fact') await work.facts(finding, how);
      else await work.episodes(finding, how);
    }
    const { mended, skipped, undo } = await work.end();
    if (kept.length > 0) {
      const all = await readKept(storage, userId);
      for (const id of kept) all.set(id, now);
      await storage.commit([keptChange(userId, all, now)]);
    }
    return { mended: [...mended, ...kept], skipped, undo: { mended_at: now, ...undo, kept } };
  }

  async function undo(userId: string, { mended_at, facts, episodes, kept }: AuditUndo): Promise<number> {
    const changed = (what: string, id: string) => new LuminoraError('conflict', `The ${what} "${id}" changed after the mending. Nothing was undone.`, { details: { id } });
    const isOwn = (row: { user_id: string }) => row.user_id === userId;
    if (![...facts, ...episodes].every(isOwn)) throw new LuminoraError('invalid_input', 'These memories belong to somebody else.', { details: { field: 'undo' } });
    const factSteps: FactStep[] = [];
    for (const after of facts) {
      const before = await storage.facts.get(after.id);
      if (before && (before.updated_at !== mended_at || !isOwn(before))) throw changed('fact', after.id);
      factSteps.push(before ? { before, after } : { before, after });
    }
    const episodeSteps = [];
    for (const after of episodes) {
      const before = await storage.episodes.get(after.id);
      if (before && (before.updated_at !== mended_at || !isOwn(before))) throw changed('episode', after.id);
      episodeSteps.push(before ? { before, after } : { before, after });
    }
    for (let start = 0; start < factSteps.length; start += mostChanges / 2) await parts.facts.rewrite(userId, factSteps.slice(start, start + mostChanges / 2));
    for (let start = 0; start < episodeSteps.length; start += 10) await parts.episodes.rewrite(episodeSteps.slice(start, start + 10));
    if (kept.length > 0) {
      const all = await readKept(storage, userId);
      for (const id of kept) all.delete(id);
      await storage.commit([keptChange(userId, all, clock.now())]);
    }
    return facts.length + episodes.length + kept.length;
  }

  return {
    mend: (userId: string, wishes: readonly Wish[], signal?: AbortSignal) => inTurn(() => mend(userId, wishes, signal)),
    /** All or nothing is looked at before anything is put back. @throws LuminoraError `conflict` when a row changed since, `invalid_input` */
    undo: (userId: string, what: AuditUndo) => inTurn(() => undo(userId, what)),
  };
}

/** Plans one mending after the other on the rows as they then are, and commits facts in packs. */
function createWork(parts: MenderParts, userId: string, now: number, known: readonly Fact[], told: readonly Episode[]) {
  const rows = new Map(known.map((fact) => [fact.id, fact]));
  const episodeRows = new Map(told.map((episode) => [episode.id, episode]));
  const before = { facts: new Map<string, Fact>(), episodes: new Map<string, Episode>() };
  const mended: string[] = [];
  const skipped: Skipped[] = [];
  let pack: { changes: RowChange<Fact>[]; findings: string[] } = { changes: [], findings: [] };
  const skip = (finding_id: string, reason: Skipped['reason']) => void skipped.push({ finding_id, reason });

  /** Conflicts are told, not thrown: what was mended before must not lose its undo. */
  async function attempt(findings: readonly string[], write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      mended.push(...findings);
      return true;
    } catch (error) {
      if (!isLuminoraError(error) || !['conflict', 'not_found'].includes(error.code)) throw error;
      for (const id of findings) skip(id, 'changed_meanwhile');
      return false;
    }
  }

  async function flush(): Promise<void> {
    const { changes, findings } = pack;
    pack = { changes: [], findings: [] };
    if (changes.length === 0) return;
    if (!await attempt(findings, () => parts.facts.rewrite(userId, changes))) return;
    for (const { before: row, after } of changes) if (!before.facts.has(row.id) && (after !== null || !isSecretFact(row))) before.facts.set(row.id, row);
  }

  return {
    skip,
    async facts(finding: FoundFinding, how: Exclude<AuditFinding['mend'], 'keep'>): Promise<void> {
      // A row is changed once in a commit, so that what it was before is what the storage holds.
      if (finding.ids.some((id) => pack.changes.some(({ before: row }) => row.id === id))) await flush();
      const planned = planFacts(finding, how, rows, now);
      if (!planned) return skip(finding.id, 'not_possible');
      const cost = (changes: readonly RowChange<Fact>[]) => changes.reduce((sum, { after }) => sum + (after === null ? 2 : 1), 0);
      if (cost(pack.changes) + cost(planned) > mostChanges) await flush();
      for (const { before: row, after } of planned) {
        // What became a past value is out of reach of further mendings.
        if (after === null || after.valid_to !== null) rows.delete(row.id);
        else rows.set(row.id, after);
      }
      pack = { changes: [...pack.changes, ...planned], findings: [...pack.findings, finding.id] };
    },
    async episodes(finding: FoundFinding, how: Exclude<AuditFinding['mend'], 'keep'>): Promise<void> {
      const planned = planEpisodes(finding, how, episodeRows, now);
      if (!planned) return skip(finding.id, 'not_possible');
      // What is forgotten is not told again of the same messages; what is merged may be.
      const write = how === 'forget' ? async () => { for (const { before: row } of planned) await parts.episodes.remove(row.id); } : () => parts.episodes.rewrite(planned);
      if (!await attempt([finding.id], write)) return;
      for (const { before: row, after } of planned) {
        if (after === null) episodeRows.delete(row.id);
        else episodeRows.set(row.id, after);
        if (!before.episodes.has(row.id) && (after !== null || !isSecretEpisode(row))) before.episodes.set(row.id, row);
      }
    },
    async end() {
      await flush();
      return { mended, skipped, undo: { facts: [...before.facts.values()], episodes: [...before.episodes.values()] } };
    },
  };
}
