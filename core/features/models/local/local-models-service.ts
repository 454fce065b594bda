// Model files of this machine: what there is and how it runs here, and fetching, checking, removing and adding them.
import { isAbsolute } from 'node:path';
import { LuminoraError } from '../../../contract/errors.ts';
import type { EngineEvent } from '../../../contract/events.ts';
import type { LocalModel, Machine, ModelChoice, ModelDownload, Precision } from '../../../contract/local-models.ts';
import type { RunSettings } from '../../../inference/choose-precision.ts';
import type { FileCheck, ModelStore, StoredModel, StoredVariant } from '../../../inference/model-store.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { chosenPrecision } from './chosen-precision.ts';
import { createDownloads } from './downloads.ts';
import { createLicences } from './licences.ts';
import { toLocalModel, usedFor } from './to-local-model.ts';

export type LocalModelsParts = {
  store: ModelStore;
  storage: Pick<StorageProvider, 'settings' | 'commit'>;
  clock: Clock;
  log: Log;
  broadcast: (event: EngineEvent) => void;
  /** Where downloads go. */
  downloadsFolder: string;
  isOffline: () => boolean;
  machine: () => Promise<Machine>;
  /** `models.precision` and `models.device`. */
  runSettings: () => RunSettings;
  choices: () => Promise<ModelChoice[]>;
  /** Id of the model of this machine that writes the replies; null when another program does. */
  replying: () => Promise<string | null>;
  /** Files of a model of this kind have come or gone: who chooses among them may choose anew. */
  filesChanged: (kind: LocalModel['kind']) => void;
};

export type LocalModelsService = {
  list(): Promise<{ models: LocalModel[]; machine: Machine; is_offline: boolean; downloads_folder: string }>;
  /** @throws LuminoraError not_found, invalid_input (the licence is not accepted), feature_off (offline), conflict (another precision is being fetched), model_missing (no such precision) */
  download(request: { model: string; precision?: Precision | undefined; accepts_licence?: boolean | undefined }): Promise<ModelDownload>;
  pause(model: string): Promise<void>;
  cancel(model: string): Promise<void>;
  verify(model: string, signal?: AbortSignal): Promise<FileCheck[]>;
  /** Stops a download of it first. */
  remove(model: string, precision?: Precision): Promise<number>;
  importFolder(path: string, title?: string): Promise<LocalModel>;
  addFromHub(repository: string, revision?: string): Promise<LocalModel>;
  choices(): Promise<ModelChoice[]>;
  /** For providers that fetch by ways of their own: whether they may. Empty: the usual language model. @throws LuminoraError feature_off (offline), invalid_input (its licence is not accepted), conflict (it is being fetched) */
  mayFetch(model: string): Promise<void>;
  /** A model could not be loaded: where what was downloaded of it is damaged, it is fetched anew, once in a program's life, unless the program stays offline. */
  refetch(model: string, precision?: Precision): Promise<void>;
  /** Stops the downloads; what has come is kept. */
  close(): Promise<void>;
};

export function createLocalModels(parts: LocalModelsParts): LocalModelsService {
  const { store } = parts;
  const licences = createLicences(parts);
  const chosenOn = (machine: Machine) => (model: StoredModel) => chosenPrecision(model, parts.runSettings(), machine.devices, machine.memory_bytes);
  /** Kinds of the models whose download is on its way, for when it ends. */
  const kinds = new Map<string, LocalModel['kind']>();
  const downloads = createDownloads({
    store, log: parts.log,
    tell: (download) => parts.broadcast({ type: 'local-model-progress', download }),
    ended(model, outcome) {
      const kind = kinds.get(model);
      if (outcome === 'ready' && kind) parts.filesChanged(kind);
      changed();
    },
  });
  const changed = () => parts.broadcast({ type: 'local-models-changed' });
  /** What was fetched anew of itself: a source whose files are damaged each time is not asked again and again. */
  const refetched = new Set<string>();
  const looking = new Set<Promise<void>>();
  let isClosed = false;

  async function view(stored: readonly StoredModel[]): Promise<{ models: LocalModel[]; machine: Machine }> {
    const [machine, accepted, choices, replying] = await Promise.all([parts.machine(), licences.accepted(stored.map(({ model }) => model)), parts.choices(), parts.replying()]);
    const around = { machine, isAccepted: (id: string) => accepted.has(id), chosen: chosenOn(machine), download: downloads.of, usedFor: (id: string) => usedFor(id, choices, replying) };
    return { machine, models: stored.map((one) => toLocalModel(one, around)) };
  }
  const viewOne = async (stored: StoredModel) => (await view([stored])).models[0]!;

  async function find(id: string): Promise<StoredModel> {
    const found = (await store.list()).find(({ model }) => model.id === id);
    if (found) return found;
    const problem = await store.catalogueProblem();
    if (problem) throw new LuminoraError('not_found', `There is no model "${id}". It may be one of your own catalogue: ${problem.message}`, { cause: problem, details: { model: id } });
    throw new LuminoraError('not_found', `There is no model "${id}". \`luminora models list\` names all; another can be added from the hub or a folder.`, { details: { model: id } });
  }

  async function askLicence({ model }: StoredModel, isAccepting: boolean): Promise<void> {
    const { licence } = model;
    if (!licence.needs_acceptance || (await licences.accepted([model])).has(model.id)) return;
    if (!isAccepting) throw new LuminoraError('invalid_input', `The licence of ${model.title} must be read and accepted before it is fetched: ${licence.name}, ${licence.url}.`, { details: { model: model.id, licence: { ...licence }, needs: 'accepts_licence' } });
    await licences.accept(model);
  }

  function begin({ model }: StoredModel, variant: StoredVariant): ModelDownload {
    kinds.set(model.id, model.kind);
    return downloads.begin({ model: model.id, precision: variant.precision, completed_bytes: variant.completed_bytes, total_bytes: variant.size_bytes });
  }

  return {
    async list() {
      return { ...await view(await store.list()), is_offline: parts.isOffline(), downloads_folder: parts.downloadsFolder };
    },
    async download({ model: id, precision: asked, accepts_licence }) {
      const stored = await find(id);
      const precision = asked ?? chosenOn(await parts.machine())(stored);
      const variant = stored.variants.find((one) => one.precision === precision);
      if (!variant) throw new LuminoraError('model_missing', `${stored.model.title} is not offered as ${precision ?? ''}. Offered: ${stored.variants.map((one) => one.precision).join(', ')}.`, { details: { model: id } });
      const known = downloads.of(id);
      const isRunning = downloads.isRunning(id);
      if (isRunning && known && known.precision !== variant.precision) throw new LuminoraError('conflict', `${stored.model.title} is being fetched as ${known.precision ?? ''}. Stop that first, or wait for it.`, { details: { model: id } });
      if (isRunning && known) return known;
      if (parts.isOffline() && variant.state !== 'ready') throw offline(stored.model.title, id);
      await askLicence(stored, accepts_licence === true);
      return begin(stored, variant);
    },
    async pause(id) {
      await find(id);
      await downloads.pause(id);
    },
    async cancel(id) {
      await find(id);
      await downloads.cancel(id);
    },
    async verify(id, signal) {
      await find(id);
      const files = await store.verify(id, signal);
      if (files.some(({ is_good }) => !is_good)) changed();
      return files;
    },
    async remove(id, precision) {
      const { model } = await find(id);
      const running = downloads.of(id);
      if (running && (precision === undefined || running.precision === precision)) await downloads.pause(id);
      const freed = await store.remove(id, precision);
      downloads.forget(id, precision);
      parts.filesChanged(model.kind);
      changed();
      return freed;
    },
    async importFolder(path, title) {
      if (!isAbsolute(path)) throw new LuminoraError('invalid_input', `"${path}" is no whole path: name the folder from its disk's root on.`, { details: { path } });
      const stored = await store.importFolder(path, title);
      parts.filesChanged(stored.model.kind);
      changed();
      return viewOne(stored);
    },
    async addFromHub(repository, revision) {
      const stored = await store.addFromHub(repository, revision);
      changed();
      return viewOne(stored);
    },
    choices: parts.choices,
    async mayFetch(name) {
      const id = name === '' || name === 'auto' ? (await store.catalogue()).defaults.llm : name;
      const stored = (await store.list()).find(({ model }) => model.id === id);
      // Two would write into the same part.
      if (stored && downloads.isRunning(id)) throw new LuminoraError('conflict', `${stored.model.title} is being fetched already. Wait for it, or stop that first.`, { details: { model: id } });
      const ready = stored?.variants.find(({ state }) => state === 'ready');
      // The right sizes do not keep anybody from fetching a file anew whose hash is wrong.
      const isHere = ready !== undefined && (!parts.isOffline() || await store.locate(id, ready.precision).then(() => true, () => false));
      if (isHere) return;
      if (parts.isOffline()) throw offline(stored?.model.title ?? id, id);
      if (stored) await askLicence(stored, false);
    },
    refetch(id, precision) {
      const look = refetch(id, precision).finally(() => looking.delete(look));
      looking.add(look);
      return look;
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(looking);
      await downloads.close();
    },
  };

  async function refetch(id: string, precision?: Precision): Promise<void> {
    if (isClosed) return;
    const stored = await find(id);
    const variant = stored.variants.find((one) => one.state === 'damaged' && (precision === undefined || one.precision === precision));
    if (!variant || refetched.has(`${id} ${variant.precision}`) || parts.isOffline() || downloads.isRunning(id) || !hasNetworkSource(stored, variant.precision)) return;
    if (stored.model.licence.needs_acceptance && !(await licences.accepted([stored.model])).has(id)) return;
    if (isClosed) return;
    refetched.add(`${id} ${variant.precision}`);
    parts.log.warn('model-fetched-anew', { model: id, precision: variant.precision });
    begin(stored, variant);
    changed();
  }
}

const offline = (title: string, model: string) => new LuminoraError('feature_off', `Luminora is set to stay offline (models.offline): ${title} is not fetched. It can be brought in from a folder.`, { details: { model, field: 'models.offline' } });

function hasNetworkSource({ model, origin }: StoredModel, precision: Precision): boolean {
  const sources = model.variants.find((variant) => variant.precision === precision)?.sources ?? model.sources;
  return origin !== 'bundled' && sources.some(({ kind }) => kind === 'hub' || kind === 'wheels');
}
