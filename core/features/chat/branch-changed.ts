// The one place that is told when a session's active branch changes or messages go: what was made of them follows.
import type { Message } from '../../contract/entities.ts';
import type { Log } from '../../lib/log.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

export type BranchChange = {
  user_id: string;
  session_id: string;
  personality: string;
  /** Ids of messages that lay on the active branch and do not any more, but are still stored. */
  left: readonly string[];
  /** Ids of messages that were stored before and lie on the active branch again. A message just said is none of them: nothing was made of it yet. */
  entered: readonly string[];
  /** Ids of messages that were deleted, or whose words were forgotten, whether they lay on the active branch or not. */
  gone: readonly string[];
};
/** Asked after the commit. It reads what is stored instead of trusting the lists alone, so that being told twice, or late, does no harm. */
export type BranchListener = (change: BranchChange) => Promise<void>;
export type AfterBranchChange = (change: BranchChange) => Promise<void>;

/** Tells the listeners one after the other; one that fails is logged and keeps the others from nothing. A change that moved nothing is told to nobody. */
export function createAfterBranchChange(log: Log, listeners: readonly BranchListener[]): AfterBranchChange {
  return async (change) => {
    if (change.left.length + change.entered.length + change.gone.length === 0) return;
    for (const listener of listeners) {
      await listener(change).catch((error: unknown) => log.error('branch-change-not-followed', { session: change.session_id, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
    }
  };
}

/** Messages read at once on the way up from a leaf. */
const pageSize = 64;

/**
 * What lies on one branch and not on the other, parents first. Only what differs is read, from both leaves up to where they meet.
 * @param from the leaf before, @param to the leaf now; null for an empty branch
 */
export async function branchDifference(storage: Pick<StorageProvider, 'messages'>, from: string | null, to: string | null): Promise<{ left: string[]; entered: string[] }> {
  if (from === to) return { left: [], entered: [] };
  const [old, present] = [climb(storage, from), climb(storage, to)];
  const left: string[] = [];
  const entered: string[] = [];
  for (let [there, here] = [await old(), await present()]; there?.id !== here?.id;) {
    if (here !== null && (there === null || here.depth >= there.depth)) {
      entered.push(here.id);
      here = await present();
    } else if (there !== null) {
      left.push(there.id);
      there = await old();
    }
  }
  return { left: left.reverse(), entered: entered.reverse() };
}

/** Answers the messages from a leaf towards the root, one per call; null when there are no more. */
function climb(storage: Pick<StorageProvider, 'messages'>, leaf: string | null): () => Promise<Message | null> {
  let next = leaf;
  let page: Message[] = [];
  return async () => {
    if (page.length === 0 && next !== null) {
      page = await storage.messages.path({ leaf_id: next, limit: pageSize });
      next = page[0]?.parent_id ?? null;
    }
    return page.pop() ?? null;
  };
}
