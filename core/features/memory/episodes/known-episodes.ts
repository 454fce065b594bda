// Episodes seen from the branches on screen: what came from words since taken back does not count.
import type { Episode } from '../../../contract/episodes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';

type Storage = Pick<StorageProvider, 'episodes' | 'messages'>;
/** Ids asked for at once. */
const pageSize = 500;
export type EpisodeQuery = Parameters<StorageProvider['episodes']['list']>[0];

/**
 * Those that stand, in their order. An episode tells what all of the user's messages in it say, so one of them on a branch left behind (edited, written
 * again) sets it aside; what the user wrote or pinned stands while any of them is on screen. Sources that are gone leave it standing.
 */
export async function standingEpisodes(storage: Pick<StorageProvider, 'messages'>, episodes: readonly Episode[]): Promise<Episode[]> {
  const ids = [...new Set(episodes.flatMap((episode) => episode.source_message_ids))];
  // Seldom is anything left behind, and then nobody need look at the messages themselves.
  if (!await isAnyLeftBehind(storage, ids)) return [...episodes];
  const sources = new Map<string, { isUsers: boolean; isActive: boolean }>();
  for (let start = 0; start < ids.length; start += pageSize) {
    for (const message of await storage.messages.getMany(ids.slice(start, start + pageSize))) sources.set(message.id, { isUsers: message.speaker === 'user', isActive: message.is_active });
  }
  return episodes.filter((episode) => {
    const said = episode.source_message_ids.flatMap((id) => {
      const source = sources.get(id);
      return source?.isUsers ? [source.isActive] : [];
    });
    if (said.length === 0) return true;
    return episode.source === 'user' || episode.is_pinned ? said.some(Boolean) : said.every(Boolean);
  });
}

async function isAnyLeftBehind(storage: Pick<StorageProvider, 'messages'>, ids: readonly string[]): Promise<boolean> {
  for (let start = 0; start < ids.length; start += pageSize) {
    if ((await storage.messages.leftBehind(ids.slice(start, start + pageSize))).length > 0) return true;
  }
  return false;
}

/** Newest first, `limit` of them where there are that many. */
export async function knownEpisodes(storage: Storage, query: EpisodeQuery): Promise<Episode[]> {
  const known: Episode[] = [];
  for (let before = query.before; ;) {
    const page = await storage.episodes.list({ ...query, ...(before === undefined ? {} : { before }) });
    known.push(...await standingEpisodes(storage, page));
    before = page.at(-1)?.id;
    if (page.length < query.limit || known.length >= query.limit) return known.slice(0, query.limit);
  }
}
