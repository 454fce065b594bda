// Keeps the ledger in step with what is on screen: told when a branch changes or messages go, and once at start.
import { isLuminoraError } from '../../contract/errors.ts';
import { isForgotten } from '../../contract/entities.ts';
import type { Affinity, AffinityEvent } from '../../contract/entities.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { levelsOf } from '../character/index.ts';
import type { CharacterService } from '../character/index.ts';
import { followBranch, isBound, isOutOfStep } from './bound.ts';
import type { Bound } from './bound.ts';
import { affinityRulesOf } from './resolved-config.ts';

type Parts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; characters: Pick<CharacterService, 'definition'> };
type Pair = { user_id: string; personality: string };
type Moved = Pair & { left: readonly string[]; entered: readonly string[]; gone: readonly string[] };

/** Messages whose entries are read at once. */
const pageSize = 500;
/** How far back the ledger is looked at for entries that can be taken out again. */
const lookBack = 200;

export function createFollowLedger(parts: Parts) {
  const { storage, clock, ids } = parts;

  /** Reads, moves and writes; again when somebody moved the relationship in between. */
  async function follow(pair: Pair, messageIds: readonly string[]): Promise<void> {
    while (!(await tryToFollow(pair, messageIds)));
  }

  async function tryToFollow(pair: Pair, messageIds: readonly string[]): Promise<boolean> {
    const bound = (await boundOf(pair, messageIds)).filter(isOutOfStep);
    const known = bound.length === 0 ? null : await storage.affinity.get(pair.user_id, pair.personality);
    if (!known) return true;
    const personality = await parts.characters.definition(pair.personality);
    const latest = await storage.affinity.events({ ...pair, limit: lookBack });
    const now = clock.now();
    const move = followBranch({ config: affinityRulesOf(personality), levels: levelsOf(personality), affinity: known, now, language: personality.persona.language === 'es' ? 'es' : 'en' }, latest, bound);
    if (!move) return true;
    const events = move.inserted.map((entry): AffinityEvent => ({ ...entry, id: ids.next(), ...pair, created_at: now }));
    const { id, ...set } = move.affinity;
    const changes: Change[] = [
      ...move.deleted.map((event): Change => ({ op: 'delete', entity: 'affinity_event', id: event })),
      ...move.updated.map(({ id: event, delta, points, level }): Change => ({ op: 'update', entity: 'affinity_event', id: event, set: { delta, points, level } })),
      ...events.map((record): Change => ({ op: 'insert', entity: 'affinity_event', record })),
      { op: 'update', entity: 'affinity', id, set, expect: { points: known.points, messages: known.messages, updated_at: known.updated_at } },
    ];
    try {
      await storage.commit(changes);
    } catch (error) {
      if (!isLuminoraError(error) || error.code !== 'conflict' || isSame(known, await storage.affinity.get(pair.user_id, pair.personality))) throw error;
      return false;
    }
    parts.broadcast({ type: 'affinity-changed', affinity: move.affinity, events });
    return true;
  }

  async function boundOf(pair: Pair, messageIds: readonly string[]): Promise<Bound[]> {
    const all: Bound[] = [];
    for (let start = 0; start < messageIds.length; start += pageSize) {
      const events = (await storage.affinity.ofMessages(messageIds.slice(start, start + pageSize))).filter((event) => event.user_id === pair.user_id && event.personality === pair.personality);
      const originals = events.filter(isBound);
      const messages = new Map((await storage.messages.getMany(originals.map(({ message_id }) => message_id!))).map((message) => [message.id, message]));
      const reverts = new Map(events.flatMap((event) => (event.reverts === null ? [] : [[event.reverts, event]])));
      for (const original of originals) {
        const chain: AffinityEvent[] = [];
        // What was done by hand is no message's.
        for (let next: AffinityEvent | null = original; ;) {
          next = reverts.get(next.id) ?? await storage.affinity.revertOf(next.id);
          if (!next) break;
          chain.push(next);
        }
        const message = messages.get(original.message_id!);
        all.push({ original, chain, counts: message !== undefined && message.is_active && !isForgotten(message) });
      }
    }
    return all;
  }

  return {
    follow: ({ user_id, personality, left, entered, gone }: Moved): Promise<void> => follow({ user_id, personality }, [...new Set([...left, ...entered, ...gone])]),
    /** What a killed process had not brought into step. */
    async mend(): Promise<void> {
      const pairs = new Map<string, { pair: Pair; ids: Set<string> }>();
      for (const { user_id, personality, message_id } of await storage.affinity.outOfStep()) {
        const key = `${user_id}/${personality}`;
        const found = pairs.get(key) ?? { pair: { user_id, personality }, ids: new Set() };
        if (message_id !== null) found.ids.add(message_id);
        pairs.set(key, found);
      }
      for (const { pair, ids: messageIds } of pairs.values()) await follow(pair, [...messageIds]);
    },
  };
}

function isSame(one: Affinity, other: Affinity | null): boolean {
  return other !== null && one.points === other.points && one.messages === other.messages && one.updated_at === other.updated_at;
}
