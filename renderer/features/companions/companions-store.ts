// The gallery: who there is, how they look and feel, and files on their way in. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import { maximumCardBytes, type Client, type EngineEvent, type ErrorData, type Finding, type PersonalitySummary, type PersonalityView } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';
import { toBase64 } from './base64.ts';

export type Standing = { level: string | null; mood: string | null };
/** What a file needs to be: a browser's File is one. */
export type ImportFile = { name: string; size: number; arrayBuffer(): Promise<ArrayBuffer> };
export type ImportItem = { key: number; file_name: string; phase: 'waiting' | 'reading' | 'sending' | 'done' | 'failed'; bytes: number; id: string | null; name: string; format: string; findings: readonly Finding[]; error: ErrorData | null; is_too_large: boolean };
/** A deleted companion, with its pictures. */
export type Removed = { view: PersonalityView; pictures: readonly { name: string; data: string }[] };
export type CardFormat = 'png' | 'json' | 'charx' | 'luminora';

export type CompanionsState = {
  companions: readonly PersonalitySummary[];
  is_loaded: boolean;
  error: ErrorData | null;
  query: string;
  /** By id; absent where the engine does not tell. */
  standing: Readonly<Record<string, Standing>>;
  imports: readonly ImportItem[];
  load(): Promise<void>;
  loadStanding(): Promise<void>;
  search(query: string): void;
  create(definition: Record<string, unknown>): Promise<PersonalityView>;
  duplicate(id: string, name: string): Promise<PersonalityView>;
  blend(first: string, second: string, weight: number, name: string): Promise<PersonalityView>;
  remove(id: string): Promise<Removed>;
  restore(removed: Removed): Promise<void>;
  /** What it was before comes back, for undoing. */
  reset(id: string): Promise<PersonalityView>;
  putBack(view: PersonalityView): Promise<void>;
  exportAs(id: string, format: CardFormat): Promise<{ file_name: string; media_type: string; data: string }>;
  /** One after another; each result stays in `imports` until the list is cleared. The ids of what came in. */
  importFiles(files: readonly ImportFile[]): Promise<string[]>;
  clearImports(): void;
  /** Names of its pictures, read anew. */
  picturesOf(id: string): Promise<string[]>;
  putPicture(id: string, name: string, bytes: Uint8Array): Promise<void>;
  /** A ZIP of expressions; what was left out of it. */
  putPack(id: string, bytes: Uint8Array): Promise<{ count: number; findings: readonly Finding[] }>;
  removePicture(id: string, name: string): Promise<void>;
  applyEvent(event: EngineEvent): void;
};

export function createCompanionsStore(client: Client) {
  let reads = 0;
  let lastImport = 0;
  return createStore<CompanionsState>()((set, get) => {
    const copyPictures = async (from: string): Promise<Removed['pictures']> => {
      const { assets } = await client.characters.assets({ id: from });
      const pictures: { name: string; data: string }[] = [];
      for (const { name } of assets) pictures.push({ name, data: (await client.characters.asset({ id: from, name })).data });
      return pictures;
    };
    const putPictures = async (id: string, pictures: Removed['pictures']): Promise<void> => { for (const { name, data } of pictures) await client.characters.putAsset({ id, name, data }); };
    const update = (key: number, change: Partial<ImportItem>): void => set(({ imports }) => ({ imports: imports.map((item) => (item.key === key ? { ...item, ...change } : item)) }));

    async function importOne(key: number, file: ImportFile): Promise<string | null> {
      if (file.size > maximumCardBytes) { update(key, { phase: 'failed', is_too_large: true }); return null; }
      try {
        update(key, { phase: 'reading' });
        const data = toBase64(new Uint8Array(await file.arrayBuffer()));
        update(key, { phase: 'sending' });
        const { personality, format, findings } = await client.cards.import({ file_name: file.name, data });
        update(key, { phase: 'done', id: personality.id, name: personality.definition.persona.name, format, findings });
        return personality.id;
      } catch (error) {
        update(key, { phase: 'failed', error: readError(error) });
        return null;
      }
    }

    return {
      companions: [], is_loaded: false, error: null, query: '', standing: {}, imports: [],
      async load() {
        const turn = ++reads;
        try {
          const { personalities } = await client.characters.list();
          if (turn === reads) set({ companions: personalities, is_loaded: true, error: null });
        } catch (error) {
          if (turn === reads) set({ error: readError(error), is_loaded: true });
        }
      },
      async loadStanding() {
        await Promise.all(get().companions.map(async ({ id }) => {
          const [bond, feeling] = await Promise.all([client.affinity.get({ personality: id }).catch(() => null), client.moods.current({ personality: id }).catch(() => null)]);
          if (!bond && !feeling) return;
          set(({ standing }) => ({ standing: { ...standing, [id]: { level: bond && bond.affinity.messages > 0 ? bond.affinity.level : null, mood: feeling?.current?.mood ?? null } } }));
        }));
      },
      search: (query) => set({ query }),
      async create(definition) {
        const view = await client.characters.create({ definition });
        await get().load();
        return view;
      },
      async duplicate(id, name) {
        const { definition } = await client.characters.get({ id });
        const view = await client.characters.create({ definition: { ...definition, persona: { ...definition.persona, name } } });
        await putPictures(view.id, await copyPictures(id).catch(() => []));
        await get().load();
        return view;
      },
      async blend(first, second, weight, name) {
        const { definition } = await client.characters.blend({ first, second, weight, name });
        return get().create(definition);
      },
      async remove(id) {
        const pictures = await copyPictures(id).catch(() => []);
        const view = await client.characters.remove({ id });
        set(({ companions }) => ({ companions: companions.filter((entry) => entry.id !== id) }));
        return { view, pictures };
      },
      async restore({ view, pictures }) {
        await client.characters.create({ id: view.id, definition: view.definition });
        await putPictures(view.id, pictures);
        await get().load();
      },
      async reset(id) {
        const before = await client.characters.get({ id });
        await client.characters.reset({ id });
        await get().load();
        return before;
      },
      async putBack(view) {
        await client.characters.save({ id: view.id, definition: view.definition });
        await get().load();
      },
      exportAs: (id, format) => client.cards.export({ id, format }),
      async importFiles(files) {
        const items = files.map((file): ImportItem => ({ key: ++lastImport, file_name: file.name, phase: 'waiting', bytes: file.size, id: null, name: '', format: '', findings: [], error: null, is_too_large: false }));
        set(({ imports }) => ({ imports: [...imports, ...items] }));
        const ids: string[] = [];
        for (const [index, item] of items.entries()) {
          const file = files[index];
          const id = file ? await importOne(item.key, file) : null;
          if (id === null) continue;
          ids.push(id);
          await get().load();
        }
        return ids;
      },
      clearImports: () => set(({ imports }) => ({ imports: imports.filter(({ phase }) => phase !== 'done' && phase !== 'failed') })),
      picturesOf: async (id) => (await client.characters.assets({ id })).assets.map(({ name }) => name),
      async putPicture(id, name, bytes) {
        await client.characters.putAsset({ id, name, data: toBase64(bytes) });
        await get().load();
      },
      async putPack(id, bytes) {
        const { assets, findings } = await client.characters.putSprites({ id, data: toBase64(bytes) });
        await get().load();
        return { count: assets.length, findings };
      },
      async removePicture(id, name) {
        await client.characters.removeAsset({ id, name });
        await get().load();
      },
      applyEvent(event) {
        if ((event.type === 'personality-changed' || event.type === 'personality-deleted') && get().is_loaded) void get().load();
        if (event.type === 'mood-changed') set(({ standing }) => ({ standing: { ...standing, [event.mood.personality]: { level: null, ...standing[event.mood.personality], mood: event.mood.mood } } }));
        if (event.type === 'affinity-changed') set(({ standing }) => ({ standing: { ...standing, [event.affinity.personality]: { mood: null, ...standing[event.affinity.personality], level: event.affinity.level } } }));
      },
    };
  });
}
export type CompanionsStore = ReturnType<typeof createCompanionsStore>;
