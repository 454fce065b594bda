// What was forgotten here does not come back with a snapshot made before: told by tombstones, and by messages that were emptied.
import type { Fact } from '../../contract/entities.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { asCandidate, hashKinds, isHashed, matchesWords, saysWords } from '../forgetting/index.ts';
import type { Line, SnapshotEntity } from './entities.ts';

export type LeaveOut = {
  /**
   * The line as it may come in: itself, without the words that were forgotten, or null. Every line is shown, kinds in their order. What is here as it is stays as it is.
   * @param mine what is here under its id
   */
  admit(entity: SnapshotEntity, line: Line, mine: Line | null): Line | null;
};

type Told = Pick<Fact, 'key' | 'value' | 'category'>;

/** Reads the user's tombstones once. */
export async function createLeaveOut(storage: Pick<StorageProvider, 'tombstones'>, userId: string): Promise<LeaveOut> {
  const tombstones = await storage.tombstones.list(userId);
  const says = (text: unknown): boolean => typeof text === 'string' && text !== '' && tombstones.some((tombstone) => saysWords(tombstone, text));
  const isToldOf = (fact: Told): boolean => tombstones.some((tombstone) => matchesWords(tombstone, asCandidate(fact)));
  /** What a session taught was forgotten; its words stay. */
  const teachesNothing = (sessionId: unknown): boolean => tombstones.some((tombstone) => isHashed(tombstone, hashKinds.session, String(sessionId)));
  /** Forgotten as a whole: of what was said in it before, the places come, empty. */
  const isGone = (sessionId: unknown, id: string): boolean => tombstones.some((tombstone) => tombstone.kind === 'session' && id < tombstone.id && isHashed(tombstone, hashKinds.session, String(sessionId)));
  const emptied = new Set<string>();
  const silent = new Set<string>();
  const episodesLeft = new Set<string>();

  const sourcesOf = ({ source_message_ids: ids }: Record<string, unknown>): string[] => (Array.isArray(ids) ? ids.map(String) : []);
  const hasEmptied = (line: Line): boolean => sourcesOf(line).some((id) => emptied.has(id));
  const isFrom = (line: Line): boolean => teachesNothing(line['session_id']) || hasEmptied(line);

  function message(line: Line, mine: Line | null): Line {
    if (teachesNothing(line['session_id'])) silent.add(line.id);
    const wasEmptied = mine !== null && mine['content'] === '' && mine['status'] === 'complete' && line['content'] !== '';
    if (wasEmptied || (mine === null && (isGone(line['session_id'], line.id) || says(line['content'])))) {
      emptied.add(line.id);
      return { ...line, content: '', context: null, status: 'complete', error: null };
    }
    return says(line['context']) && mine?.['context'] !== line['context'] ? { ...line, context: null } : line;
  }
  function session(line: Line, mine: Line | null): Line {
    if (mine === null && isGone(line.id, line.id)) return { ...line, title: '', prompt_summary: null };
    const title = mine?.['title'] !== line['title'] && says(line['title']);
    const summary = line['prompt_summary'] !== null && mine !== null && mine['prompt_summary'] !== line['prompt_summary'] && (mine['prompt_summary'] === null || says(line['prompt_summary']));
    const isTold = summary || (mine === null && says(line['prompt_summary']));
    return title || isTold ? { ...line, ...(title ? { title: '' } : {}), ...(isTold ? { prompt_summary: null } : {}) } : line;
  }
  function fact(line: Line): boolean {
    const sources = sourcesOf(line);
    return isToldOf(line as unknown as Told) || (sources.length > 0 && sources.every((id) => emptied.has(id) || silent.has(id)));
  }
  function recalledForgotten(line: Line): boolean {
    return Array.isArray(line['recalled']) && line['recalled'].some((item: { text?: unknown }) => says(item.text));
  }
  /** True of what is not here and was forgotten. */
  function isForgotten(entity: SnapshotEntity, line: Line): boolean {
    switch (entity) {
      case 'classification': return emptied.has(line.id);
      case 'mood': case 'message_embedding': return emptied.has(String(line['message_id']));
      case 'trace': return emptied.has(String(line['message_id'])) || recalledForgotten(line);
      case 'episode': return isFrom(line) || says(line['title']) || says(line['summary']);
      case 'episode_embedding': return episodesLeft.has(String(line['episode_id']));
      case 'fact': return fact(line);
      case 'summary': return isFrom(line) || says(line['content']);
      case 'proposal': return isFrom({ ...line, ...(line['fact'] as object) }) || isToldOf(line['fact'] as Told);
      default: return false;
    }
  }
  return {
    admit(entity, line, mine) {
      if (entity === 'message') return message(line, mine);
      if (entity === 'session') return session(line, mine);
      if (mine !== null || !isForgotten(entity, line)) return line;
      if (entity === 'episode') episodesLeft.add(line.id);
      return null;
    },
  };
}
