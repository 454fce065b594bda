// All files of a variant, one after the other: asked of the hub first where the catalogue does not know them, pinned, fetched, verified.
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import { fileSources, type CatalogueModel, type CatalogueVariant } from '../catalogue.ts';
import { cancelledDownload, checkSpace, downloadFile, matchingHash, partPathOf } from '../download-file.ts';
import { toDiskError } from '../file-error.ts';
import { listRepository } from '../hub-listing.ts';
import { partBytes } from '../hub-ranges.ts';
import type { ModelStoreOptions, StoreProgress } from '../model-store.ts';
import { createSpeedometer } from '../speedometer.ts';
import { deleteManifest, writeManifest, type Manifest } from './manifest.ts';
import { deleteQuarantined } from './quarantine.ts';
import { bundledRoot, downloadRoot, inspectVariant, isBundled, knownFiles, type Folders, type KnownFile } from './variant-files.ts';

const tellEveryMs = 100;

export type VariantDownload = Omit<ModelStoreOptions, 'hubBaseUrl' | 'hubToken' | 'isOffline'> & {
  folders: Folders;
  hubBaseUrl: string;
  hubToken: string | null;
  model: CatalogueModel;
  variant: CatalogueVariant;
  signal: AbortSignal;
  /** Throws when the network may not be used. */
  refuseNetwork: () => void;
};

/** Asks the hub what the files are and keeps its answer beside them. */
async function pin(options: VariantDownload, files: readonly KnownFile[]): Promise<Manifest> {
  const { model, variant, signal } = options;
  const hub = (variant.sources ?? model.sources).find((source) => source.kind === 'hub');
  if (!hub) throw new LuminoraError('download_failed', `Nothing tells what the files of ${model.title} must be: they cannot be checked, so they are not fetched. Bring the model in from a folder.`, { details: { model: model.id } });
  const listing = await listRepository({ baseUrl: options.hubBaseUrl, fetch: options.fetch, token: options.hubToken, connectTimeoutMs: options.connectTimeoutMs ?? 5000, signal }, hub.repository, hub.revision);
  const manifest: Manifest = {
    version: 1, model: model.id, precision: variant.precision, repository: hub.repository, commit: listing.commit,
    files: files.map((file) => {
      const told = listing.files.find((candidate) => candidate.path === file.hub_path);
      if (!told || told.size_bytes < 1 || (told.sha256 === null && told.git_oid === null)) {
        throw new LuminoraError('download_failed', `${hub.repository} has no ${file.hub_path}, or does not say what it must be. Choose another precision or another model.`, { details: { model: model.id, file: file.hub_path } });
      }
      return { path: file.path, size_bytes: told.size_bytes, sha256: told.sha256, git_oid: told.git_oid };
    }),
  };
  await writeManifest(options.folders.downloadsFolder, model, manifest);
  return manifest;
}

/** True when every file of the folder is exactly what it must be. */
async function isWhole(root: string, files: readonly KnownFile[], signal: AbortSignal): Promise<boolean> {
  for (const { path, size_bytes, sha256, git_oid } of files) {
    if (size_bytes === null || await matchingHash(join(root, path), { size_bytes, sha256, git_oid }, signal).catch(() => null) === null) return false;
  }
  return true;
}

/** Bytes of a file that are here, whole or in part. */
async function bytesHere(target: string, size: number): Promise<number> {
  const whole = await stat(target).then((info) => info.size, () => -1);
  return whole === size ? size : partBytes(partPathOf(target), size);
}

/** Fetches what is missing of a variant. See `ModelStore.download`. */
export async function* downloadVariant(options: VariantDownload): AsyncGenerator<StoreProgress, void> {
  const { folders, model, variant, signal, clock, log } = options;
  const root = downloadRoot(folders, model);
  const say = (status: StoreProgress['status'], completed: number, total: number | null, change: Partial<StoreProgress> = {}): StoreProgress =>
    ({ status, completed_bytes: completed, total_bytes: total, bytes_per_second: null, source: null, file: null, ...change });

  const seen = await inspectVariant(folders, model, variant);
  const own = isBundled(model) ? bundledRoot(folders, model) : null;
  if (own !== null && seen.root === own && await isWhole(own, (await knownFiles(folders, model, variant)).files, signal)) {
    yield say('done', seen.completed_bytes, seen.size_bytes);
    return;
  }
  let sources = (variant.sources ?? model.sources).filter((source) => source.kind !== 'bundled');
  if (sources.length === 0) throw new LuminoraError('unsupported', `${model.title} comes with the program and can be fetched from nowhere. Install the program again.`, { details: { model: model.id } });
  let { files, manifest } = await knownFiles(folders, model, variant);
  try {
    options.refuseNetwork();
  } catch (error) {
    // The right sizes are not enough: a damaged file would be fetched.
    if (seen.state !== 'ready' || seen.root === own || !await isWhole(root, files, signal)) {
      // A folder somebody brought along needs no network.
      sources = options.localFolder ? sources.filter((source) => source.kind === 'folder') : [];
      if (sources.length === 0) throw error;
    }
  }
  if (signal.aborted) throw cancelledDownload(model.title);
  const isUnknown = (file: KnownFile) => file.size_bytes === null || (file.sha256 === null && file.git_oid === null);
  if (files.some(isUnknown)) {
    options.refuseNetwork();
    yield say('listing', 0, null, { source: 'hub' });
    try {
      manifest = await pin(options, files);
    } catch (error) {
      if (signal.aborted) throw cancelledDownload(model.title);
      throw toDiskError(error, root) ?? error;
    }
    ({ files } = await knownFiles(folders, model, variant));
  }
  const commit = manifest?.commit ?? null;
  if (commit !== null) sources = sources.map((source) => (source.kind === 'hub' ? { ...source, revision: commit } : source));

  const total = files.reduce((sum, file) => sum + file.size_bytes!, 0);
  let before = 0;
  try {
    await mkdir(root, { recursive: true });
  } catch (error) {
    throw toDiskError(error, root) ?? error;
  }
  const here = await Promise.all(files.map((file) => bytesHere(join(root, file.path), file.size_bytes!)));
  await checkSpace(root, total - here.reduce((sum, bytes) => sum + bytes, 0));

  const measure = createSpeedometer(clock);
  let toldAt = -Infinity;
  let toldStatus = '';
  for (const [index, file] of files.entries()) {
    const target = join(root, file.path);
    const others = here.slice(index + 1).reduce((sum, bytes) => sum + bytes, 0);
    try {
      for await (const { status, completed_bytes, source, sha256 } of downloadFile({
        title: model.title, target, expected: { size_bytes: file.size_bytes!, sha256: file.sha256, git_oid: file.git_oid }, 
        // What is good of the program's own copy is taken from there.
        sources: [...(own === null ? [] : [{ kind: 'folder' as const, file: file.path, from: own }]), ...fileSources(sources, variant, file)],
        hubBaseUrl: options.hubBaseUrl, hubToken: options.hubToken, localFolder: options.localFolder ?? null, fetch: options.fetch, clock, log, signal,
        ...(options.connectTimeoutMs === undefined ? {} : { connectTimeoutMs: options.connectTimeoutMs }), ...(options.idleTimeoutMs === undefined ? {} : { idleTimeoutMs: options.idleTimeoutMs }),
        ...(options.parallelFromBytes === undefined ? {} : { parallelFromBytes: options.parallelFromBytes }), ...(options.pythonCommands === undefined ? {} : { pythonCommands: options.pythonCommands }),
      })) {
        if (sha256 !== null) {
          if (file.sha256 === null && manifest) {
            manifest = { ...manifest, files: manifest.files.map((kept) => (kept.path === file.path ? { ...kept, sha256 } : kept)) };
            await writeManifest(folders.downloadsFolder, model, manifest);
          }
          await deleteQuarantined(target);
          continue;
        }
        const completed = Math.min(total, before + completed_bytes + others);
        const speed = status === 'verifying' ? null : measure(completed);
        if (status === toldStatus && clock.now() - toldAt < tellEveryMs) continue;
        toldAt = clock.now();
        toldStatus = status;
        yield say(status as StoreProgress['status'], completed, total, { bytes_per_second: speed, source, file: file.path });
      }
    } catch (error) {
      // A commit that the hub no longer has is not asked for again: the next attempt takes the listing anew.
      if (manifest && isLuminoraError(error) && error.code === 'download_failed' && /HTTP 404/.test(error.message)) await deleteManifest(folders.downloadsFolder, model, variant.precision);
      throw error;
    }
    before += file.size_bytes!;
  }
  log.info('model-downloaded', { model: model.id, precision: variant.precision, bytes: total });
  yield say('done', total, total);
}
