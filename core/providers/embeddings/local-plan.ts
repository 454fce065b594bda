// What the local provider is to run: the model of a use, the space of its vectors, and every way to run it, best first.
import { availableParallelism, totalmem } from 'node:os';
import type { EmbeddingSpace } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { ModelUse, Precision } from '../../contract/local-models.ts';
import { findModel, findVariant, pinnedFiles, type EmbeddingModelRow } from '../../inference/catalogue.ts';
import { chooseModels, embeddingCandidates, type Candidate } from '../../inference/choose-models.ts';
import { planRun, type Attempt, type RunSettings, type StepDown } from '../../inference/choose-precision.ts';
import type { DeviceFinding } from '../../inference/devices.ts';
import type { ModelStore } from '../../inference/model-store.ts';
import { revisionOf } from '../../inference/store/revision.ts';
import { toSpace } from './space.ts';

type Space = Omit<EmbeddingSpace, 'created_at'>;
/** One way to get vectors of the space: the model itself, or another that shares its space. */
export type LocalAttempt = Attempt & { row: EmbeddingModelRow };
export type LocalPlan = { row: EmbeddingModelRow; space: Space; attempts: LocalAttempt[]; steps: StepDown[]; reason: string };

export type PlanParts = {
  store: Pick<ModelStore, 'list' | 'catalogue' | 'locate'>;
  use: ModelUse;
  /** Per use "auto" or a model's id. */
  uses: Readonly<Record<ModelUse, string>>;
  run: RunSettings;
  devices: readonly DeviceFinding[];
  languages: readonly string[];
  /** The spaces that vectors were stored for, oldest first. */
  knownSpaces: readonly EmbeddingSpace[];
};

/** All memory of the machine, or of the container where that is less, in bytes. */
function memoryBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(totalmem(), limit) : totalmem();
}

/** @throws LuminoraError `model_missing` when nothing on this machine serves the use, or the named model is not on the list */
export async function planLocalModel(parts: PlanParts): Promise<LocalPlan> {
  const { store, use, uses, devices, run } = parts;
  const [stored, catalogue] = await Promise.all([store.list(), store.catalogue()]);
  const candidates = embeddingCandidates(stored);
  const memory = memoryBytes();
  const hasGraphics = devices.some(({ device, is_available }) => device !== 'cpu' && is_available);
  const choices = chooseModels({ candidates, usual: catalogue.defaults.embedding, settings: uses, languages: parts.languages, memoryBytes: memory, cores: availableParallelism(), hasGraphics });
  const choice = choices.find((one) => one.use === use)!;
  if (choice.model === null) throw new LuminoraError('model_missing', choice.reason, { details: { use } });
  const found = findModel(catalogue.models, choice.model);
  const candidate = candidates.find(({ model }) => model.id === found.id);
  if (!candidate) throw new LuminoraError('model_missing', `"${found.id}" makes no vectors. Choose an embedding model in Settings.`, { details: { model: found.id } });

  const own = planRun(candidate.variants, run, devices, memory);
  const others = candidates.filter((other) => sharesSpace(candidate.model, other.model)).map((other) => ({ other, plan: planRun(other.variants, run, devices, memory) }));
  const attempts = [
    ...own.attempts.map((attempt) => ({ ...attempt, row: candidate.model })),
    ...others.flatMap(({ other, plan }) => plan.attempts.map((attempt) => ({ ...attempt, row: other.model }))),
  ];
  const missing = () => new LuminoraError('model_missing', `${candidate.model.title} is not on this machine. Download it in Settings.`, { details: { model: candidate.model.id } });
  if (attempts.length === 0) throw missing();
  const space = await knownSpace(parts, candidate) ?? await newSpace(parts, candidate, own.home);
  if (space === null) throw missing();
  return { row: candidate.model, space, attempts, steps: own.steps, reason: choice.reason };
}

/** Vectors of both may be compared: the catalogue says so, and every text is read alike. */
function sharesSpace(one: EmbeddingModelRow, other: EmbeddingModelRow): boolean {
  return one.id !== other.id && one.shared_space !== undefined && one.shared_space === other.shared_space && one.dimension === other.dimension
    && one.query_prefix === other.query_prefix && one.passage_prefix === other.passage_prefix && one.is_normalized === other.is_normalized;
}

const facts = ({ id, dimension, query_prefix, passage_prefix, is_normalized }: EmbeddingModelRow) => ({ model: id, dimension, query_prefix, passage_prefix, is_normalized });

/**
 * The space this model's vectors were last stored in, while its weights are the same: files, devices and precisions come and go without a
 * single text being embedded anew. Not where another precision was asked for and is here: then its exactness is wanted.
 */
async function knownSpace({ store, knownSpaces, run }: PlanParts, { model, variants }: Candidate): Promise<Space | null> {
  const isHere = (precision: string) => variants.some((variant) => variant.precision === precision && variant.state === 'ready');
  const asked = run.precision !== 'auto' && isHere(run.precision) ? run.precision : null;
  for (const { created_at: _created, ...space } of [...knownSpaces].sort((left, right) => right.created_at - left.created_at)) {
    const fits = Object.entries(facts(model)).every(([key, value]) => space[key as keyof Space] === value) && (asked === null || space.precision === asked);
    if (!fits) continue;
    const variant = model.variants.find(({ precision }) => precision === space.precision);
    if (!variant) continue;
    const revision = await revisionIfKnown(store, model, variant.precision);
    if (revision === null || revision === space.revision) return space;
  }
  return null;
}

async function newSpace({ store }: PlanParts, { model, variants }: Candidate, home: Precision | null): Promise<Space | null> {
  const order = [...(home === null ? [] : [home]), ...variants.filter(({ state }) => state === 'ready').map(({ precision }) => precision)];
  for (const precision of order) {
    const revision = await revisionIfKnown(store, model, precision);
    if (revision !== null) return toSpace({ ...facts(model), precision, revision });
  }
  return null;
}

/** Which weights these are: the catalogue's word, else that of the files that are here. */
async function revisionIfKnown(store: PlanParts['store'], model: EmbeddingModelRow, precision: Precision): Promise<string | null> {
  const variant = findVariant(model, precision);
  const files = pinnedFiles(variant);
  if (files) return revisionOf(variant, files);
  return store.locate(model.id, precision).then(({ revision }) => revision, () => null);
}
