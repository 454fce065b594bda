// Which embedding model serves which use: what the settings name, else what is here, reads the user's languages and suits the machine.
import { modelUses, type ModelUse } from '../contract/local-models.ts';
import type { EmbeddingModelRow } from './catalogue.ts';
import { comfortableShare } from './choose-precision.ts';
import { readsLanguage } from './languages.ts';
import type { StoredModel, StoredVariant } from './model-store.ts';

/** A model on the list as far as choosing needs it. */
export type Candidate = { model: EmbeddingModelRow; variants: readonly Pick<StoredVariant, 'precision' | 'state' | 'memory_bytes'>[] };
export type ChoiceWorld = {
  candidates: readonly Candidate[];
  /** The catalogue's usual model. */
  usual: string;
  /** Per use "auto" or a model's id. */
  settings: Readonly<Record<ModelUse, string>>;
  /** What the user writes in, as far as it is known: ISO 639-1 or locales. */
  languages: readonly string[];
  memoryBytes: number;
  cores: number;
  hasGraphics: boolean;
};
/** `model` is null when nothing here serves the use. */
export type Choice = { use: ModelUse; setting: string; model: string | null; reason: string };

/** From here on a machine holds a second, larger model beside the usual one. */
const strongMachine = { cores: 8, memoryBytes: 12e9 } as const;

/** The embedding models of the store's list. */
export const embeddingCandidates = (models: readonly StoredModel[]): Candidate[] => models.flatMap(({ model, variants }) => (model.kind === 'embedding' ? [{ model, variants }] : []));

const isHere = ({ variants }: Candidate) => variants.some(({ state }) => state === 'ready' || state === 'damaged');

/**
 * One choice for every use, in the contract's order. A model that is named is kept whatever its state: another one would mean another space, and every vector anew.
 * Left to itself, chat memory keeps the catalogue's usual model as long as it reads the user's languages; what is downloaded later changes nothing.
 */
export function chooseModels(world: ChoiceWorld): Choice[] {
  const chosen = new Map<ModelUse, Choice>();
  for (const use of modelUses) {
    const setting = world.settings[use];
    chosen.set(use, { use, setting, ...(setting === 'auto' ? automatic[use](world, (other) => chosen.get(other)!) : named(world, setting)) });
  }
  return [...chosen.values()];
}

type Answer = Pick<Choice, 'model' | 'reason'>;

function named({ candidates }: ChoiceWorld, id: string): Answer {
  const found = candidates.find(({ model }) => model.id === id);
  if (!found) return { model: id, reason: `Named in the settings, but no embedding model of the list has this name: download or import it, or choose another.` };
  return { model: id, reason: isHere(found) ? 'Named in the settings.' : 'Named in the settings, but not on this machine yet: download it.' };
}

const automatic: Record<ModelUse, (world: ChoiceWorld, other: (use: ModelUse) => Choice) => Answer> = {
  chat_memory(world) {
    const usual = world.candidates.find(({ model }) => model.id === world.usual);
    const unread = usual ? world.languages.filter((language) => !readsLanguage(usual.model, language)) : [];
    if (usual && unread.length === 0) return { model: world.usual, reason: world.languages.length === 0 ? 'The usual model.' : `The usual model; it reads ${list(world.languages)}.` };
    const [other] = suitable(world, ({ model }) => world.languages.every((language) => readsLanguage(model, language)));
    if (other) return { model: other.model.id, reason: `The usual model does not read ${list(unread)}; this one does.` };
    const [offered] = world.candidates.filter(({ model }) => world.languages.every((language) => readsLanguage(model, language)));
    return { model: world.usual, reason: `The usual model, although it does not read ${list(unread)}${offered ? `: download ${offered.model.id} for that` : ''}.` };
  },
  documents: (world, other) => larger(world, 'documents') ?? { model: other('chat_memory').model, reason: 'The model of chat memory, so that one model is in memory and not two.' },
  code(world, other) {
    const found = suitable(world, ({ model }) => model.uses.includes('code'));
    const best = isStrong(world) ? found.at(-1) : found[0];
    return best ? { model: best.model.id, reason: 'Made for program code, and on this machine.' } : { model: other('documents').model, reason: 'No model made for program code is on this machine; the one for documents serves.' };
  },
  multilingual(world) {
    const found = suitable(world, ({ model }) => model.scripts === null && readsMany(model));
    const best = isStrong(world) ? found.at(-1) : found[0];
    if (best) return { model: best.model.id, reason: 'Reads every script, and is on this machine.' };
    const offered = world.candidates.find(({ model }) => model.scripts === null && readsMany(model));
    return { model: null, reason: `No model on this machine reads every script: such texts are found by their words${offered ? `. Download ${offered.model.id} for that` : ''}.` };
  },
};

/** On a strong machine, the largest here that is better than the usual one by its dimension; otherwise nothing. */
function larger(world: ChoiceWorld, use: ModelUse): Answer | null {
  if (!isStrong(world)) return null;
  const usual = world.candidates.find(({ model }) => model.id === world.usual)?.model.dimension ?? 0;
  const best = suitable(world, ({ model }) => model.uses.includes(use) && model.dimension > usual && world.languages.every((language) => readsLanguage(model, language))).at(-1);
  return best ? { model: best.model.id, reason: `The most exact here (${best.model.dimension} dimensions); this machine has room for it.` } : null;
}

const isStrong = ({ hasGraphics, cores, memoryBytes }: ChoiceWorld) => memoryBytes >= strongMachine.memoryBytes && (hasGraphics || cores >= strongMachine.cores);
const readsMany = ({ languages }: EmbeddingModelRow) => languages.length !== 1;

/** What is here, fits and passes the test: smaller dimensions first, then less memory. */
function suitable(world: ChoiceWorld, test: (candidate: Candidate) => boolean): Candidate[] {
  const memoryOf = ({ variants }: Candidate) => Math.min(...variants.filter(({ state }) => state === 'ready').map(({ memory_bytes }) => memory_bytes ?? 0));
  return world.candidates
    .filter((candidate) => candidate.variants.some(({ state }) => state === 'ready') && memoryOf(candidate) <= world.memoryBytes * comfortableShare && test(candidate))
    .sort((left, right) => left.model.dimension - right.model.dimension || memoryOf(left) - memoryOf(right));
}

function list(languages: readonly string[]): string {
  return [...new Set(languages)].join(', ');
}
