// What a forgetting takes away, as rows. Its words are read for the plan and kept nowhere.
import type { Fact, Message, Session, Trace } from '../../contract/entities.ts';
import type { Episode } from '../../contract/episodes.ts';
import type { ForgetTarget } from '../../contract/forgetting.ts';
import type { Proposal } from '../../contract/inbox.ts';
import type { Summary } from '../../contract/summaries.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { Forgotten } from './make-tombstones.ts';
import type { Renamed } from './rename-projects.ts';

/** What a target names, before what hangs on it is added. */
export type Aim = {
  user_id: string;
  kind: ForgetTarget['kind'];
  /** Their words go, their places stay. */
  messages: Message[];
  /** They go as a whole, `messages` of theirs among them. */
  sessions: Session[];
  facts: Fact[];
  episodes: Episode[];
  summaries: Summary[];
  proposals: Proposal[];
  /** Messages whose words stay, and of which nothing may be made again. */
  unread: Message[];
  forgotten: Forgotten[];
  /** Folded words that must stand nowhere: in titles, notes and records of replies. */
  words: string[];
  /** Whether facts that go with their only messages are kept from being learnt again as well. */
  takesFactsAlong: boolean;
};

export type Plan = Aim & {
  /** Facts that stay, with what changes in them. */
  mended: { id: string; set: Partial<Omit<Fact, 'id'>> }[];
  /** Messages that stay and whose note quotes what goes. */
  notes: string[];
  /** Records of replies that stay. */
  traces: { id: string; set: Pick<Trace, 'recalled' | 'character'> }[];
  /** Sessions that stay and whose title, or words for their older part, go. */
  retitled: string[];
  unsummarised: string[];
  /** Projects that were called by it. */
  renamed: Renamed;
};

export type Reads = Pick<StorageProvider, 'sessions' | 'messages' | 'facts' | 'episodes' | 'summaries' | 'proposals' | 'traces' | 'records'>;

export const emptyAim = (user_id: string, kind: ForgetTarget['kind']): Aim => ({
  user_id, kind, messages: [], sessions: [], facts: [], episodes: [], summaries: [], proposals: [], unread: [], forgotten: [], words: [], takesFactsAlong: true,
});

const atOnce = 200;

/** Asks for a long list of ids in parts; answers each record once. */
export async function inParts<Row extends { id: string }>(ids: readonly string[], read: (some: readonly string[]) => Promise<readonly Row[]>): Promise<Row[]> {
  const found = new Map<string, Row>();
  for (let start = 0; start < ids.length; start += atOnce) for (const row of await read(ids.slice(start, start + atOnce))) found.set(row.id, row);
  return [...found.values()];
}

type OfUser = { session: Session; fact: Fact; episode: Episode; summary: Summary; proposal: Proposal; trace: Trace };

/** Every record of a user that is wanted, page by page. */
export async function ownRecords<E extends keyof OfUser>(storage: Pick<Reads, 'records'>, userId: string, entity: E, isWanted: (record: OfUser[E]) => boolean): Promise<OfUser[E][]> {
  const found: OfUser[E][] = [];
  for (let after: string | undefined; ;) {
    const page = await storage.records({ entity, owner: { user_id: userId }, limit: atOnce, ...(after === undefined ? {} : { after }) }) as OfUser[E][];
    found.push(...page.filter(isWanted));
    after = page.at(-1)?.id;
    if (page.length < atOnce) return found;
  }
}

export const union = <Row extends { id: string }>(...lists: readonly (readonly Row[])[]): Row[] => [...new Map(lists.flat().map((row) => [row.id, row])).values()];
export const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
