// The models of this machine: which there are, where their verified files lie, and how they come and go.
import type { Precision } from '../contract/local-models.ts';
import type { LuminoraError } from '../contract/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Catalogue, CatalogueModel, EmbeddingEntry, LanguageModelEntry } from './catalogue.ts';

export { createModelStore } from './store/create-store.ts';

export type ModelOrigin = 'bundled' | 'catalogue' | 'custom';
/** partial: some of it has come. damaged: a file was put aside or has the wrong size; fetch it again. */
export type VariantState = 'absent' | 'partial' | 'ready' | 'damaged';

export type StoredVariant = {
  precision: Precision;
  state: VariantState;
  /** All files; null while the hub has not told it. */
  size_bytes: number | null;
  /** Of a language model also before the hub has told: about that much, from the number of weights. Otherwise `size_bytes`. */
  estimated_bytes: number | null;
  /** What of it is on this machine, unfinished parts counted. */
  completed_bytes: number;
  /** Bytes of memory it takes when it runs, as estimated; null while nothing tells it. */
  memory_bytes: number | null;
};

export type StoredModel = {
  model: CatalogueModel;
  origin: ModelOrigin;
  /** In the catalogue's order: the first is the usual one. */
  variants: StoredVariant[];
  /** What is wrong with what is here. */
  problem: LuminoraError | null;
};

/** A variant all of whose files were found and verified. */
export type LocatedModel = {
  model: CatalogueModel;
  origin: ModelOrigin;
  precision: Precision;
  /** Absolute; the files' paths are below it. */
  folder: string;
  files: { path: string; size_bytes: number; sha256: string }[];
  /** Below `folder`. */
  weights: string;
  /** Names these weights: their SHA-256, or one over those of all weight files where there are several. */
  revision: string;
  /** For an embedding model the entry as users of the catalogue know it (its `folder` is the catalogue's, not the absolute one); null for other kinds. */
  embedding: EmbeddingEntry | null;
  /** For a language model likewise; null for other kinds. */
  llm: LanguageModelEntry | null;
};

export type StoreProgress = {
  status: 'listing' | 'downloading' | 'copying' | 'joining' | 'verifying' | 'done';
  /** Over all files of the variant. */
  completed_bytes: number;
  total_bytes: number | null;
  bytes_per_second: number | null;
  /** hub, wheels or folder. */
  source: string | null;
  /** The file that is coming now. */
  file: string | null;
};

export type FileCheck = { path: string; is_good: boolean; reason: string | null };

export type ModelStoreOptions = {
  /** Folder of models shipped with the program (contains catalogue.json); read only. */
  modelsFolder: string;
  /** Folder downloaded, imported and added models go to. */
  downloadsFolder: string;
  /** A second catalogue, of the user's; its entries come after ours and replace those of the same id. */
  cataloguePath?: string | null;
  /** Address of the hub or of a mirror; the catalogue's when left out. */
  hubBaseUrl?: string | null;
  /** A key for gated repositories; sent only to the origin of the catalogue's hub, never to a mirror. */
  hubToken?: () => Promise<string | null>;
  /** Folder that already holds model files, used as the source `folder`. */
  localFolder?: string | null;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  log: Log;
  /** True: no hub is asked and nothing is fetched (error feature_off). Asked each time. */
  isOffline: () => boolean;
  connectTimeoutMs?: number;
  idleTimeoutMs?: number;
  pythonCommands?: readonly string[];
  /** Files from this size on come in four ranges at once. Default 8 MB. */
  parallelFromBytes?: number;
};

export type ModelStore = {
  /** The catalogue with the user's own models in it. */
  catalogue(): Promise<Catalogue>;
  /** What is wrong with the user's own catalogue (`cataloguePath`), the file and what to do named; null when nothing is. All else goes on without it. */
  catalogueProblem(): Promise<LuminoraError | null>;
  /** Everything there is, cheaply: sizes are compared, hashes are not. */
  list(): Promise<StoredModel[]>;
  /**
   * The verified files of a model (without a precision: the first that is here). Every file is compared with its SHA-256 before this answers;
   * hashes are remembered until a file changes. Throws model_missing or model_damaged; a damaged downloaded file is put aside (`.damaged-1` ...)
   * so that nothing loads it again.
   */
  locate(id: string, precision?: Precision): Promise<LocatedModel>;
  /**
   * Fetches a variant (without a precision: the model's first), yielding progress at most ten times a second, and going on from what is here.
   * Ends when every file is verified and has its name. Aborting pauses: what has come is kept, and asking again resumes. Throws cancelled (aborted), feature_off (offline),
   * storage_full, download_failed (with the reason of every source), conflict (it is already being fetched, is being checked or deleted). Licences are the caller's to ask.
   */
  download(id: string, precision?: Precision, signal?: AbortSignal): AsyncGenerator<StoreProgress, void>;
  /** Deletes what has come of variants that are not whole (of one precision, or all); files another precision needs stay. Answers the bytes freed. Throws conflict while it is being fetched, checked or deleted. */
  discard(id: string, precision?: Precision): Promise<number>;
  /** Reads every file that is here again, whatever is remembered. Damaged downloaded files are put aside. Until it ends the model is neither fetched nor deleted. Throws model_missing when nothing is here, conflict while it is being fetched, checked or deleted. */
  verify(id: string, signal?: AbortSignal): Promise<FileCheck[]>;
  /** Deletes what was downloaded (files other precisions need stay), and a custom model's entry with its last files. Bundled files stay: unsupported. Throws conflict while it is being fetched, checked or deleted. Answers the bytes freed. */
  remove(id: string, precision?: Precision): Promise<number>;
  /** Copies a model of a folder of this machine (ONNX with tokenizer, or one GGUF file) and adds it to the list. Throws invalid_input (what is missing), conflict (the id is taken), storage_full. */
  importFolder(path: string, title?: string): Promise<StoredModel>;
  /** Asks the hub what a repository holds and adds it to the list; nothing is downloaded. Throws feature_off, not_found, forbidden (gated), invalid_input (nothing usable), download_failed. */
  addFromHub(repository: string, revision?: string): Promise<StoredModel>;
};
