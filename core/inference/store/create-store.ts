// The model store: the parts of this folder put together. It keeps nothing in memory but the catalogue and what is being fetched.
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import type { Precision } from '../../contract/local-models.ts';
import { findModel, findVariant, loadCatalogue, toEmbeddingEntry, toLanguageModelEntry, type Catalogue, type CatalogueModel, type CatalogueVariant, type ModelFile } from '../catalogue.ts';
import { createFileVerifier } from '../checksum.ts';
import { partPathOf } from '../download-file.ts';
import { systemErrorCode } from '../file-error.ts';
import { deletePart, partBytes } from '../hub-ranges.ts';
import type { FileCheck, LocatedModel, ModelOrigin, ModelStore, ModelStoreOptions, StoredModel, StoredVariant } from '../model-store.ts';
import { describeRepository } from './add-from-hub.ts';
import { readCustomModels, writeCustomModels } from './custom-models.ts';
import { downloadVariant } from './download-variant.ts';
import { importModel } from './import-folder.ts';
import { deleteManifest } from './manifest.ts';
import { createOwnCatalogue } from './own-catalogue.ts';
import { deleteQuarantined, putAside } from './quarantine.ts';
import { revisionOf } from './revision.ts';
import { bundledRoot, downloadRoot, estimateMemory, estimateSize, inspectVariant, isBundled, knownFiles, type KnownFile } from './variant-files.ts';

const offline = () => new LuminoraError('feature_off', 'The program is set to stay offline (models.offline): no hub is asked and nothing is fetched. Change that in Settings, or bring the files in from a folder.', { details: { field: 'models.offline' } });

type Doing = 'fetch' | 'check' | 'delete';
const refusals: Record<Doing, string> = { fetch: 'is being fetched. Pause that first.', check: 'is being checked. Wait for that, or stop it first.', delete: 'is being deleted. Wait for that.' };

/** Opens the store. Reads nothing until it is asked. */
export function createModelStore(options: ModelStoreOptions): ModelStore {
  const { modelsFolder, downloadsFolder, log } = options;
  const folders = { modelsFolder, downloadsFolder };
  const verifier = createFileVerifier(join(downloadsFolder, '.checksums.json'));
  /** What is being done with a model's files: one thing at a time. */
  const busy = new Map<string, Doing>();
  let shipped: Promise<Catalogue> | null = null;
  let changing: Promise<unknown> = Promise.resolve();
  let importing: Promise<unknown> = Promise.resolve();

  const own = options.cataloguePath ? createOwnCatalogue(options.cataloguePath, log) : null;

  /** Ours, then the user's catalogue, which may replace entries, then the models the user added. A failed reading is tried again; without the user's catalogue the rest goes on. */
  async function loadAll(): Promise<{ catalogue: Catalogue; customIds: Set<string>; ownProblem: LuminoraError | null }> {
    shipped ??= loadCatalogue(modelsFolder).catch((error: unknown) => {
      shipped = null;
      throw error;
    });
    const base = await shipped;
    const second = await own?.read();
    const custom = await readCustomModels(downloadsFolder, log);
    const models = new Map<string, CatalogueModel>([...base.models, ...(second?.models ?? [])].map((model) => [model.id, model]));
    const customIds = new Set<string>();
    for (const model of custom) {
      if (models.has(model.id)) continue;
      models.set(model.id, model);
      customIds.add(model.id);
    }
    return { catalogue: { ...base, models: [...models.values()] }, customIds, ownProblem: second?.problem ?? null };
  }
  const isListed = (models: readonly CatalogueModel[], id: string) => models.some((candidate) => candidate.id.toLowerCase() === id.toLowerCase());

  /** Changes the list of added models, one change after another: two at once would lose one. */
  function changeCustom(change: (models: CatalogueModel[]) => CatalogueModel[]): Promise<void> {
    const changed = changing.then(async () => writeCustomModels(downloadsFolder, change(await readCustomModels(downloadsFolder, log))));
    changing = changed.catch(() => undefined);
    return changed;
  }
  /** Throws conflict when a model of that id has come meanwhile. */
  const addCustom = (model: CatalogueModel) => changeCustom((models) => {
    if (isListed(models, model.id)) throw new LuminoraError('conflict', `There is a model "${model.id}" already. Give this one another title, or remove the other first.`, { details: { model: model.id } });
    return [...models, model];
  });
  /** `isSure`: nobody's catalogue that cannot be read now may say otherwise of the model's files. */
  async function find(id: string): Promise<{ model: CatalogueModel; origin: ModelOrigin; isSure: boolean }> {
    const { catalogue, customIds, ownProblem } = await loadAll();
    if (ownProblem && !catalogue.models.some((model) => model.id === id)) throw new LuminoraError('model_missing', `There is no model "${id}". It may be one of your own catalogue: ${ownProblem.message}`, { cause: ownProblem, details: { model: id, path: options.cataloguePath } });
    const model = findModel(catalogue.models, id);
    return { model, origin: originOf(model, customIds), isSure: ownProblem === null };
  }
  const originOf = (model: CatalogueModel, customIds: ReadonlySet<string>): ModelOrigin => (customIds.has(model.id) ? 'custom' : isBundled(model) ? 'bundled' : 'catalogue');

  async function hubBaseUrl(): Promise<string> {
    return options.hubBaseUrl ?? (await loadAll()).catalogue.hub.base_url;
  }
  /** The key is for the hub that the shipped catalogue names: a mirror never sees it. */
  async function hubToken(): Promise<string | null> {
    const hub = (await loadAll()).catalogue.hub.base_url;
    return new URL(await hubBaseUrl()).origin === new URL(hub).origin ? (await options.hubToken?.()) ?? null : null;
  }
  /** Keeps all others from the model's files until the answer is called. Throws conflict while somebody has them. */
  function hold(id: string, doing: Doing): () => void {
    const other = busy.get(id);
    if (other !== undefined) throw new LuminoraError('conflict', `The model "${id}" ${refusals[other]}`, { details: { model: id } });
    busy.set(id, doing);
    return () => busy.delete(id);
  }
  async function whileHolding<Result>(id: string, doing: Doing, work: () => Promise<Result>): Promise<Result> {
    const release = hold(id, doing);
    try {
      return await work();
    } finally {
      release();
    }
  }

  async function describe(model: CatalogueModel, origin: ModelOrigin): Promise<StoredModel> {
    const damaged: string[] = [];
    const variants = await Promise.all(model.variants.map(async (variant): Promise<StoredVariant> => {
      const seen = await inspectVariant(folders, model, variant);
      if (seen.state === 'damaged') damaged.push(...seen.damaged);
      const estimated = seen.size_bytes ?? estimateSize(model, variant.precision);
      return {
        precision: variant.precision, state: seen.state, size_bytes: seen.size_bytes, estimated_bytes: estimated, completed_bytes: seen.completed_bytes,
        memory_bytes: estimated === null ? null : estimateMemory(model, estimated),
      };
    }));
    const advice = model.sources.every((source) => source.kind === 'bundled') ? 'Install the program again.' : origin === 'custom' && model.sources.every((source) => source.kind === 'folder') ? 'Remove the model and bring it in again.' : 'Download it again.';
    const problem = damaged.length === 0 ? null : new LuminoraError('model_damaged', `${model.title}: ${[...new Set(damaged)].join(', ')} cannot be used: damaged, incomplete or missing. ${advice}`, { details: { model: model.id, files: [...new Set(damaged)] } });
    return { model, origin, variants, problem };
  }

  /** Verifies every file below a root; a damaged file of the downloads may be put aside. */
  async function verifyAll(model: CatalogueModel, root: string, files: readonly ModelFile[], mayPutAside: boolean): Promise<void> {
    for (const file of files) {
      try {
        await verifier.verify(join(root, file.path), file);
      } catch (error) {
        // One that could not be read for now (too many open files, no right to) may be as good as ever.
        const code = systemErrorCode(error);
        if (mayPutAside && isLuminoraError(error) && error.code === 'model_damaged' && (code === null || code === 'EIO')) {
          const isAside = await putAside(join(root, file.path));
          log.error('model-file-damaged', { model: model.id, file: file.path, reason: error.message, is_put_aside: isAside });
        }
        throw error;
      }
    }
  }

  function toLocated(model: CatalogueModel, origin: ModelOrigin, variant: CatalogueVariant, root: string, files: ModelFile[]): LocatedModel {
    return {
      model, origin, precision: variant.precision, folder: root, files, weights: variant.weights, revision: revisionOf(variant, files),
      embedding: model.kind === 'embedding' ? toEmbeddingEntry(model, variant, files) : null,
      llm: model.kind === 'llm' ? toLanguageModelEntry(model, variant, files.find((file) => file.path === variant.weights)!) : null,
    };
  }

  async function locate(id: string, precision?: Precision): Promise<LocatedModel> {
    const { model, origin, isSure } = await find(id);
    let variant = findVariant(model, precision);
    if (precision === undefined) {
      for (const candidate of model.variants) {
        if ((await inspectVariant(folders, model, candidate)).state !== 'ready') continue;
        variant = candidate;
        break;
      }
    }
    const { files } = await knownFiles(folders, model, variant);
    const whole = files.flatMap(({ path, size_bytes, sha256 }) => (size_bytes === null || sha256 === null ? [] : [{ path, size_bytes, sha256 }]));
    const missing = new LuminoraError('model_missing', `${model.title} (${variant.precision}) is not on this machine. Download it in Settings.`, { details: { model: id, precision: variant.precision } });
    if (whole.length < files.length) throw missing;
    let bundledError: unknown = null;
    if (isBundled(model)) {
      try {
        await verifyAll(model, bundledRoot(folders, model), whole, false);
        return toLocated(model, origin, variant, bundledRoot(folders, model), whole);
      } catch (error) {
        bundledError = error;
      }
    }
    const root = downloadRoot(folders, model);
    try {
      await verifyAll(model, root, whole, isSure);
      return toLocated(model, origin, variant, root, whole);
    } catch (error) {
      // Nothing was fetched in place of the program's own copy: what is wrong with that is what counts.
      throw bundledError !== null && isLuminoraError(error) && error.code === 'model_missing' ? bundledError : error;
    }
  }

  /** Reads the files below a root whatever is remembered; null when none of them is there. Damaged files of the downloads are put aside. */
  async function checkAll(root: string, files: readonly KnownFile[], isOurs: boolean, mayPutAside: boolean, signal?: AbortSignal): Promise<FileCheck[] | null> {
    const checks: FileCheck[] = [];
    let isAnyThere = false;
    for (const file of files) {
      const path = join(root, file.path);
      if (!await stat(path).catch(() => null)) {
        checks.push({ path: file.path, is_good: false, reason: 'It is missing.' });
        continue;
      }
      isAnyThere = true;
      const sha256 = await verifier.readAgain(path, signal).catch((error: unknown) => {
        if (signal?.aborted) throw new LuminoraError('cancelled', 'Checking the files was stopped.');
        log.warn('model-file-unreadable', { file: file.path, reason: error instanceof Error ? error.message : 'unknown' });
        return null;
      });
      const isGood = sha256 !== null && sha256 === file.sha256;
      if (!isGood && isOurs && mayPutAside) await putAside(path);
      checks.push({ path: file.path, is_good: isGood, reason: isGood ? null : sha256 === null ? 'It could not be read.' : 'Its SHA-256 is not the published one.' });
    }
    return isAnyThere || !isOurs || checks.length === 0 ? checks : null;
  }

  async function verify(model: CatalogueModel, isSure: boolean, signal?: AbortSignal): Promise<FileCheck[]> {
    const checks = new Map<string, FileCheck>();
    const downloads = downloadRoot(folders, model);
    for (const variant of model.variants) {
      const { state } = await inspectVariant(folders, model, variant);
      if (state === 'absent' || state === 'partial') continue;
      const { files } = await knownFiles(folders, model, variant);
      // Of a bundled model a fetched copy counts where the program's own is damaged, as it does for `locate`.
      let report: FileCheck[] | null = null;
      for (const root of [...(isBundled(model) ? [bundledRoot(folders, model)] : []), downloads]) {
        const found = await checkAll(root, files.filter((file) => !checks.has(file.path)), root === downloads, isSure, signal);
        if (found === null) continue;
        if (report === null || found.every((check) => check.is_good)) report = found;
        if (report.every((check) => check.is_good)) break;
      }
      for (const check of report ?? []) checks.set(check.path, check);
    }
    if (checks.size === 0) throw new LuminoraError('model_missing', `${model.title} is not on this machine. Download it in Settings.`, { details: { model: model.id } });
    return [...checks.values()];
  }

  /** Unfinished parts of these variants; answers the bytes freed. */
  async function discardParts(model: CatalogueModel, variants: readonly CatalogueVariant[]): Promise<number> {
    let freed = 0;
    for (const variant of variants) {
      for (const file of (await knownFiles(folders, model, variant)).files) {
        const partPath = partPathOf(join(downloadRoot(folders, model), file.path));
        if (file.size_bytes !== null) freed += await partBytes(partPath, file.size_bytes);
        await deletePart(partPath);
        await rm(`${partPath}.wheels`, { recursive: true, force: true });
      }
    }
    return freed;
  }

  /** Whole files of variants that are not whole, as far as no other precision needs them. */
  async function discardFinished(model: CatalogueModel, variants: readonly CatalogueVariant[]): Promise<number> {
    const states = await Promise.all(model.variants.map(async (variant) => ({ variant, state: (await inspectVariant(folders, model, variant)).state })));
    const kept = new Set(states.filter(({ variant, state }) => state !== 'absent' && (state !== 'partial' || !variants.includes(variant))).flatMap(({ variant }) => variant.files.map((file) => file.path)));
    let freed = 0;
    for (const { variant } of states.filter(({ variant: one, state }) => state === 'partial' && variants.includes(one))) {
      for (const file of variant.files.filter((one) => !kept.has(one.path))) {
        const path = join(downloadRoot(folders, model), file.path);
        freed += await stat(path).then((info) => info.size, () => 0);
        await rm(path, { force: true });
      }
    }
    return freed;
  }

  async function remove(model: CatalogueModel, origin: ModelOrigin, precision?: Precision): Promise<number> {
    const { id } = model;
    const going = precision === undefined ? model.variants : [findVariant(model, precision)];
    let freed = await discardParts(model, going);
    const kept = new Set<string>();
    const root = downloadRoot(folders, model);
    let hasOthers = false;
    for (const variant of model.variants) {
      if (going.includes(variant)) continue;
      const { state } = await inspectVariant(folders, model, variant);
      if (state === 'absent') continue;
      hasOthers = true;
      for (const file of variant.files) kept.add(file.path);
    }
    let found = freed > 0;
    for (const variant of going) {
      for (const file of variant.files) {
        if (kept.has(file.path)) continue;
        const path = join(root, file.path);
        const size = await stat(path).then((info) => info.size, () => null);
        if (size !== null) found = true;
        await rm(path, { force: true });
        freed += (size ?? 0) + (await deleteQuarantined(path));
      }
      await deleteManifest(downloadsFolder, model, variant.precision);
    }
    if (origin === 'bundled' && !found && freed === 0) throw new LuminoraError('unsupported', `${model.title} comes with the program and stays. Nothing of it was downloaded.`, { details: { model: id } });
    // Only a folder of the model's own, and only when nothing foreign is in it.
    if (model.folder !== '' && !hasOthers) await removeEmptyFolders(root, model);
    // At last: as soon as it is not listed, another of its name may come into that folder.
    if (origin === 'custom' && !hasOthers) await changeCustom((models) => models.filter((candidate) => candidate.id !== id));
    log.info('model-removed', { model: id, precision: precision ?? 'all', bytes: freed });
    return freed;
  }

  async function importOne(path: string, title: string | null): Promise<StoredModel> {
    const { models } = (await loadAll()).catalogue;
    const files = new Set(models.flatMap(({ folder, variants }) => variants.flatMap((variant) => variant.files.map(({ path: file }) => (folder === '' ? file : `${folder}/${file}`).toLowerCase()))));
    const model = await importModel(path, title, { downloadsFolder, isTaken: (id) => isListed(models, id), isClaimed: (file) => files.has(file.toLowerCase()), keep: addCustom });
    log.info('model-imported', { model: model.id, kind: model.kind });
    return describe(model, 'custom');
  }

  return {
    catalogue: async () => (await loadAll()).catalogue,
    async list() {
      const { catalogue, customIds } = await loadAll();
      return Promise.all(catalogue.models.map((model) => describe(model, originOf(model, customIds))));
    },
    catalogueProblem: async () => (await loadAll()).ownProblem,
    locate,
    async *download(id, precision, signal = new AbortController().signal) {
      const { model } = await find(id);
      const variant = findVariant(model, precision);
      const release = hold(id, 'fetch');
      const leave = new AbortController();
      try {
        const steps = downloadVariant({
          ...options, folders, hubBaseUrl: await hubBaseUrl(), hubToken: await hubToken(), model, variant, signal: AbortSignal.any([signal, leave.signal]), refuseNetwork: () => { if (options.isOffline()) throw offline(); },
        });
        for await (const step of steps) {
          // Asked for while it comes: that ends it, and what has come is kept.
          if ((step.source === 'hub' || step.source === 'wheels') && options.isOffline()) throw offline();
          yield step;
        }
      } finally {
        leave.abort();
        release();
      }
    },
    async discard(id, precision) {
      const { model } = await find(id);
      const going = precision === undefined ? model.variants : [findVariant(model, precision)];
      return whileHolding(id, 'delete', async () => {
        const finished = await discardFinished(model, going);
        return finished + await discardParts(model, going);
      });
    },
    async verify(id, signal) {
      const { model, isSure } = await find(id);
      return whileHolding(id, 'check', () => verify(model, isSure, signal));
    },
    async remove(id, precision) {
      const { model, origin } = await find(id);
      return whileHolding(id, 'delete', () => remove(model, origin, precision));
    },
    importFolder(path, title) {
      // One after another: two of one name would copy into each other's files.
      const imported = importing.then(() => importOne(path, title ?? null));
      importing = imported.catch(() => undefined);
      return imported;
    },
    async addFromHub(repository, revision = 'main') {
      if (options.isOffline()) throw offline();
      const giveUp = new AbortController();
      const model = await describeRepository({ baseUrl: await hubBaseUrl(), fetch: options.fetch, token: await hubToken(), connectTimeoutMs: options.connectTimeoutMs ?? 5000, signal: giveUp.signal }, repository, revision);
      const { catalogue } = await loadAll();
      if (isListed(catalogue.models, model.id)) throw new LuminoraError('conflict', `There is a model "${model.id}" already. Remove it first to take another revision of it.`, { details: { model: model.id } });
      await addCustom(model);
      log.info('model-added', { model: model.id, repository, kind: model.kind });
      return describe(model, 'custom');
    },
  };
}

/** Deletes the folders of a model's files from the inside out, as far as they are empty. */
async function removeEmptyFolders(root: string, model: CatalogueModel): Promise<void> {
  const { rmdir } = await import('node:fs/promises');
  const inner = new Set(model.variants.flatMap((variant) => variant.files.map((file) => dirname(join(root, file.path)))));
  for (const folder of [...inner, root].sort((left, right) => right.length - left.length)) await rmdir(folder).catch(() => null);
}
