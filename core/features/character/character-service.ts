// Who the companions are: kept, read, changed and described.
import { LuminoraError } from '../../contract/errors.ts';
import type { Finding, PersonalitySummary, PersonalityView } from '../../contract/characters.ts';
import { overridesSchema } from '../../contract/characters.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Modifier } from '../../contract/parameters.ts';
import { personalitySchema } from '../../contract/personality.ts';
import type { Personality } from '../../contract/personality.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Change, PersonalityRecord } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { createAssets } from './assets.ts';
import { freeId } from './free-id.ts';
import { readPersonality } from './read-personality.ts';
import type { ShippedPersonalities } from './shipped.ts';
import { summarize } from './summarize.ts';

export type CharacterParts = { storage: StorageProvider; clock: Clock; broadcast: (event: EngineEvent) => void; shipped: ShippedPersonalities };
export type CharacterService = ReturnType<typeof createCharacterService>;

/** Ids that had a companion once: its moods and its relationship are still there. */
const deletedPrefix = 'deleted-personality/';
const overridesSetting = (userId: string, id: string) => `character-overrides/${id}/${userId}`;

export function createCharacterService(parts: CharacterParts) {
  const { storage, clock, broadcast, shipped } = parts;
  const assets = createAssets(parts);
  /** Definitions as read, while their record stays the same. */
  const known = new Map<string, { updated_at: number; personality: Personality }>();

  async function record(id: string): Promise<PersonalityRecord> {
    const found = await storage.personalities.get(id);
    if (!found) throw new LuminoraError('not_found', `There is no companion "${id}". Import it again if it was deleted, or begin a conversation with another.`, { details: { personality: id } });
    return found;
  }

  function read({ id, updated_at, definition }: PersonalityRecord): { personality: Personality; findings: Finding[] } {
    const { personality, findings } = readPersonality(definition);
    if (!personality) throw new LuminoraError('storage_damaged', `The companion "${id}" cannot be read: ${findings.at(-1)?.path} ${findings.at(-1)?.message}. Import it again, or reset it.`, { details: { personality: id } });
    known.set(id, { updated_at, personality });
    return { personality, findings };
  }

  const asKnown = ({ id, updated_at }: PersonalityRecord): Personality | undefined => {
    const read_before = known.get(id);
    return read_before?.updated_at === updated_at ? read_before.personality : undefined;
  };

  function view(kept: PersonalityRecord, more: Finding[] = []): PersonalityView {
    const { personality, findings } = read(kept);
    return { id: kept.id, definition: personality, findings: [...more, ...findings], is_shipped: shipped.has(kept.id), is_changed: isChanged(kept.id, personality), updated_at: kept.updated_at };
  }

  function isChanged(id: string, personality: Personality): boolean {
    const original = shipped.get(id);
    return original !== undefined && JSON.stringify(original) !== JSON.stringify(personality);
  }

  async function put(id: string, definition: Personality, before: PersonalityRecord | null): Promise<PersonalityRecord> {
    // Strictly later than before, so that whoever holds the old one notices, also when the clock stands still.
    const now = Math.max(clock.now(), (before?.updated_at ?? -Infinity) + 1);
    const kept: PersonalityRecord = { id, name: definition.persona.name, definition: { ...definition }, created_at: before?.created_at ?? now, updated_at: now };
    const { id: _id, ...set } = kept;
    await storage.commit([before ? { op: 'update', entity: 'personality', id, set, expect: { updated_at: before.updated_at } } : { op: 'insert', entity: 'personality', record: kept }]);
    broadcast({ type: 'personality-changed', id });
    return kept;
  }

  return {
    assets,
    /** Records were written by others: everything is read anew. */
    forgetKnown: () => known.clear(),
    exists: async (id: string) => (await storage.personalities.get(id)) !== null,

    /** As it is to be used. @throws LuminoraError `not_found`, `storage_damaged` */
    async definition(id: string): Promise<Personality> {
      const kept = await record(id);
      return asKnown(kept) ?? read(kept).personality;
    },

    /** By name. What cannot be read is left out, so that one damaged companion does not hide the others. */
    async list(): Promise<PersonalitySummary[]> {
      const [records, pictures] = await Promise.all([storage.personalities.list(), storage.characterAssets.list(null)]);
      return records.flatMap((kept): PersonalitySummary[] => {
        const personality = asKnown(kept) ?? readPersonality(kept.definition).personality;
        if (!personality) return [];
        known.set(kept.id, { updated_at: kept.updated_at, personality });
        return [{
          ...summarize(kept.id, personality), is_shipped: shipped.has(kept.id), is_changed: isChanged(kept.id, personality), updated_at: kept.updated_at,
          assets: pictures.filter((asset) => asset.personality === kept.id).map(({ name }) => name),
        }];
      });
    },

    view: async (id: string): Promise<PersonalityView> => view(await record(id)),

    /** @throws LuminoraError `invalid_input` naming the field that cannot be read, `conflict` when the id is taken */
    async create(request: { id?: string | undefined; definition: unknown }): Promise<PersonalityView> {
      const { personality, findings } = readPersonality(request.definition);
      if (!personality) {
        const last = findings.at(-1);
        throw new LuminoraError('invalid_input', `This companion cannot be read: ${last?.path || 'the file'}: ${last?.message}`, { details: { field: last?.path ?? '', findings } });
      }
      const taken = new Set([...(await storage.personalities.list()).map(({ id }) => id), ...shipped.keys()]);
      // Whoever is new does not step into a relationship of somebody who was deleted; the same id asked for brings that one back.
      const left = (await storage.settings.all()).flatMap(({ id }) => (id.startsWith(deletedPrefix) ? [id.slice(deletedPrefix.length)] : []));
      if (request.id !== undefined && taken.has(request.id)) throw new LuminoraError('conflict', `There is a companion "${request.id}" already. Choose another id.`, { details: { field: 'id' } });
      return view(await put(request.id ?? freeId(personality.persona.name, new Set([...taken, ...left])), personality, null), findings);
    },

    /** @throws LuminoraError `not_found`; `conflict` when it was changed since `expectedUpdatedAt` */
    async save(id: string, definition: Personality, expectedUpdatedAt?: number): Promise<PersonalityView> {
      const before = await record(id);
      if (expectedUpdatedAt !== undefined && before.updated_at !== expectedUpdatedAt) {
        throw new LuminoraError('conflict', `"${before.name}" was changed elsewhere since you opened it. Look at that version first, or save over it.`, { details: { updated_at: before.updated_at } });
      }
      return view(await put(id, personalitySchema.parse(definition), before));
    },

    /** With its pictures. What it felt and what was said with it stay. @throws LuminoraError `invalid_input` for a shipped one */
    async remove(id: string): Promise<PersonalityView> {
      const kept = await record(id);
      if (shipped.has(id)) throw new LuminoraError('invalid_input', `"${kept.name}" comes with the program and would be there again at the next start. Reset it instead.`);
      const pictures = await storage.characterAssets.list(id);
      const gone = view(kept);
      await storage.commit([{ op: 'delete', entity: 'personality', id }, { op: 'put', entity: 'setting', record: { id: `${deletedPrefix}${id}`, value: true, updated_at: clock.now() } }, ...pictures.map((asset): Change => ({ op: 'delete', entity: 'character_asset', id: asset.id }))]);
      known.delete(id);
      broadcast({ type: 'personality-deleted', id });
      return gone;
    },

    /** @throws LuminoraError `invalid_input` for one that did not come with the program */
    async reset(id: string): Promise<PersonalityView> {
      const original = shipped.get(id);
      const kept = await record(id);
      if (!original) throw new LuminoraError('invalid_input', `"${kept.name}" did not come with the program, so there is nothing to go back to.`);
      return view(await put(id, original, kept));
    },

    /** What a user wishes changed of a companion; nothing by default. */
    async overridesOf(userId: string, id: string): Promise<Modifier> {
      const kept = await storage.settings.get(overridesSetting(userId, id));
      const parsed = overridesSchema.safeParse(kept?.value ?? {});
      return parsed.success ? parsed.data : {};
    },
    async override(userId: string, id: string, overrides: Modifier): Promise<Modifier> {
      await record(id);
      const setting = overridesSetting(userId, id);
      const isEmpty = Object.keys(overrides.advanced_parameters ?? {}).length === 0 && (overrides.behavioral_adjustments ?? []).length === 0;
      await storage.commit([isEmpty ? { op: 'delete', entity: 'setting', id: setting } : { op: 'put', entity: 'setting', record: { id: setting, value: overrides, updated_at: clock.now() } }]);
      broadcast({ type: 'personality-changed', id });
      return isEmpty ? {} : overrides;
    },
  };
}
