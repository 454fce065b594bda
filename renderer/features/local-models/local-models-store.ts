// Model files of this machine: which there are, which are coming, what each is used for. Downloads belong to the engine and go on without this page. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Client, EmbeddingCacheStatistics, EngineEvent, ErrorData, LocalModel, Machine, ModelChoice, ModelDownload, ModelUse, Precision } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

/** One file of a model, read again. */
export type CheckedFile = { path: string; is_good: boolean; reason: string | null };
export type HowSetting = 'precision' | 'device';
export type LocalModelsState = {
  models: readonly LocalModel[];
  machine: Machine | null;
  is_offline: boolean;
  downloads_folder: string;
  is_loaded: boolean;
  error: ErrorData | null;
  /** Models whose files are being read again. */
  verifying: ReadonlySet<string>;
  /** What the last check of a model found, by its id; only of those that are not well. */
  bad_files: Readonly<Record<string, readonly CheckedFile[]>>;
  choices: readonly ModelChoice[];
  cache: EmbeddingCacheStatistics | null;
  /** Settings `models.precision` and `models.device`. */
  how: Readonly<Record<HowSetting, string>>;
  are_uses_loaded: boolean;
  uses_error: ErrorData | null;
  load(): Promise<void>;
  /** Choices, cache and the two settings. */
  loadUses(): Promise<void>;
  /** Begins, or goes on. */
  download(model: string, precision?: Precision, acceptsLicence?: boolean): Promise<void>;
  pause(model: string): Promise<void>;
  cancel(model: string): Promise<void>;
  verify(model: string): Promise<readonly CheckedFile[]>;
  /** Bytes that are free again. */
  remove(model: string, precision?: Precision): Promise<number>;
  importFolder(path: string, title?: string): Promise<LocalModel>;
  addFromHub(repository: string, revision?: string): Promise<LocalModel>;
  /** "auto" or a model's id. True when it takes a restart. */
  chooseModel(use: ModelUse, model: string): Promise<boolean>;
  chooseHow(setting: HowSetting, value: string): Promise<boolean>;
  applyEvent(event: EngineEvent): void;
};

export function createLocalModelsStore(client: Client) {
  let reads = 0;
  let newest: Promise<void> = Promise.resolve();
  let useReads = 0;
  return createStore<LocalModelsState>()((set, get) => {
    const put = (download: ModelDownload): void => set(({ models }) => ({ models: models.map((model) => (model.id === download.model ? { ...model, download } : model)) }));
    /** What a newer reading has overtaken is done when that one is. */
    const read = async (turn: number): Promise<void> => {
      try {
        const answer = await client.localModels.list();
        if (turn === reads) set({ ...answer, is_loaded: true, error: null });
      } catch (error) {
        if (turn === reads) set({ error: readError(error), is_loaded: true });
      }
      if (turn !== reads) await newest;
    };
    const write = async (path: string, value: string): Promise<boolean> => {
      const { restart_needed: restart } = await client.settings.write({ changes: [{ path, value }] });
      await get().loadUses();
      return restart.length > 0;
    };
    return {
      models: [], machine: null, is_offline: false, downloads_folder: '', is_loaded: false, error: null, verifying: new Set(), bad_files: {},
      choices: [], cache: null, how: { precision: 'auto', device: 'auto' }, are_uses_loaded: false, uses_error: null,
      load() {
        newest = read(++reads);
        return newest;
      },
      async loadUses() {
        const turn = ++useReads;
        try {
          const [{ choices }, cache, { values }] = await Promise.all([client.localModels.choices(), client.localModels.cache(), client.settings.read()]);
          const setting = (name: HowSetting): string => { const value = values.find(({ path }) => path === `models.${name}`)?.value; return typeof value === 'string' ? value : 'auto'; };
          if (turn === useReads) set({ choices, cache, how: { precision: setting('precision'), device: setting('device') }, are_uses_loaded: true, uses_error: null });
        } catch (error) {
          if (turn === useReads) set({ uses_error: readError(error), are_uses_loaded: true });
        }
      },
      async download(model, precision, acceptsLicence) {
        put(await client.localModels.download({ model, ...(precision ? { precision } : {}), ...(acceptsLicence ? { accepts_licence: true } : {}) }));
        await get().load();
      },
      async pause(model) {
        await client.localModels.pause({ model });
        await get().load();
      },
      async cancel(model) {
        await client.localModels.cancel({ model });
        await get().load();
      },
      async verify(model) {
        set(({ verifying }) => ({ verifying: new Set([...verifying, model]) }));
        try {
          const { files } = await client.localModels.verify({ model });
          const bad = files.filter(({ is_good: isGood }) => !isGood);
          set(({ bad_files: { [model]: _before, ...others } }) => ({ bad_files: bad.length > 0 ? { ...others, [model]: bad } : others }));
          await get().load();
          return files;
        } finally {
          set(({ verifying }) => ({ verifying: new Set([...verifying].filter((id) => id !== model)) }));
        }
      },
      async remove(model, precision) {
        const { freed_bytes: freed } = await client.localModels.remove({ model, ...(precision ? { precision } : {}) });
        set(({ bad_files: { [model]: _gone, ...others } }) => ({ bad_files: others }));
        await get().load();
        return freed;
      },
      async importFolder(path, title) {
        const model = await client.localModels.importFolder({ path, ...(title ? { title } : {}) });
        await get().load();
        return model;
      },
      async addFromHub(repository, revision) {
        const model = await client.localModels.addFromHub({ repository, ...(revision ? { revision } : {}), accepts_request: true });
        await get().load();
        return model;
      },
      chooseModel: (use, model) => write(`models.uses.${use}`, model),
      chooseHow: (setting, value) => write(`models.${setting}`, value),
      applyEvent(event) {
        if (event.type === 'local-model-progress') put(event.download);
        if (event.type === 'local-models-changed') {
          if (get().is_loaded) void get().load();
          if (get().are_uses_loaded) void get().loadUses();
        }
      },
    };
  });
}
export type LocalModelsStore = ReturnType<typeof createLocalModelsStore>;
