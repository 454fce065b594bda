// The lorebooks' part of the contract.
import { LuminoraError } from '../../../contract/errors.ts';
import type { LorebookRecord } from '../../../contract/characters.ts';
import type { EngineEvent } from '../../../contract/events.ts';
import type { Lorebook } from '../../../contract/lorebook.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { HandlerBuilder } from '../../handler-builder.ts';
import type { CharacterService } from '../character-service.ts';
import { nameInPrompt } from '../name-in-prompt.ts';
import { activateLore } from './activate-lore.ts';
import { readLorebook } from './read-lorebook.ts';

export type LorebookHandlerParts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; characters: Pick<CharacterService, 'definition'> };

/** Enough to try a book whole. */
const tryingBudget = 100_000;

export function createLorebookHandlers(builder: HandlerBuilder, { storage, clock, ids, broadcast, characters }: LorebookHandlerParts) {
  const routes = builder.lorebooks;

  async function get(id: string): Promise<LorebookRecord> {
    const found = await storage.lorebooks.get(id);
    if (!found) throw new LuminoraError('not_found', `There is no lorebook "${id}".`, { details: { lorebook: id } });
    return found;
  }
  async function add(name: string, personality: string, definition: Lorebook): Promise<LorebookRecord> {
    const now = clock.now();
    const record: LorebookRecord = { id: ids.next(), name, personality, is_enabled: true, definition, created_at: now, updated_at: now };
    await storage.commit([{ op: 'insert', entity: 'lorebook', record }]);
    broadcast({ type: 'lorebooks-changed' });
    return record;
  }

  return {
    list: routes.list.handler(async () => ({ lorebooks: await storage.lorebooks.list() })),
    create: routes.create.handler(({ input }) => add(input.name, input.personality, input.definition)),
    import: routes.import.handler(async ({ input }) => {
      const { lorebook, findings } = readLorebook(input.data);
      if (!lorebook) throw new LuminoraError('invalid_input', `The lorebook cannot be read: ${findings.at(-1)?.message ?? ''}`, { details: { field: findings.at(-1)?.path ?? 'data' } });
      const name = (lorebook.name?.trim() || input.file_name.replace(/\.[a-z0-9]+$/i, '').trim() || 'Lorebook').slice(0, 200);
      return { lorebook: await add(name, input.personality, lorebook), findings };
    }),
    save: routes.save.handler(async ({ input: { id, ...changes } }) => {
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Omit<LorebookRecord, 'id'>>;
      await get(id);
      await storage.commit([{ op: 'update', entity: 'lorebook', id, set: { ...given, updated_at: clock.now() } }]);
      broadcast({ type: 'lorebooks-changed' });
      return get(id);
    }),
    remove: routes.remove.handler(async ({ input }) => {
      const gone = await get(input.id);
      await storage.commit([{ op: 'delete', entity: 'lorebook', id: input.id }]);
      broadcast({ type: 'lorebooks-changed' });
      return gone;
    }),
    activate: routes.activate.handler(async ({ input }) => {
      const personality = input.personality === undefined ? null : await characters.definition(input.personality);
      const own = input.lorebook ?? personality?.lorebook;
      const others = input.lorebook === undefined ? (await storage.lorebooks.list()).filter((book) => book.is_enabled && (book.personality === '' || book.personality === input.personality)) : [];
      const { entries, dropped } = activateLore({
        books: [...(own === undefined ? [] : [{ name: own.name ?? personality?.persona.name ?? '', book: own, isCharacterBook: true }]), ...others.map(({ name, definition }) => ({ name, book: definition, isCharacterBook: false }))],
        messages: input.messages, turns: input.messages.length, greeting: null, tokenBudget: tryingBudget, seed: 'try', char: personality === null ? 'char' : nameInPrompt(personality), user: 'user',
      });
      return { entries: entries.map(({ book, entry, content, reason, tokens }) => ({ book, entry, content, reason, tokens })), dropped };
    }),
  };
}
