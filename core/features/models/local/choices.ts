// Which model serves which use, in which precision and on which device: as chosen, or as it came about where the model is in memory.
import type { Machine, ModelChoice, ModelUse, Precision } from '../../../contract/local-models.ts';
import { chooseModels, embeddingCandidates } from '../../../inference/choose-models.ts';
import { planRun, type RunSettings } from '../../../inference/choose-precision.ts';
import type { ModelStore, StoredModel } from '../../../inference/model-store.ts';

/** A model in memory: where it came to run, and what could not be used before. */
export type RunningModel = { model: string; precision: Precision; device: NonNullable<ModelChoice['device']>; steps: ModelChoice['steps'] };
export type ChoicesParts = {
  store: Pick<ModelStore, 'list' | 'catalogue'>;
  machine: () => Promise<Machine>;
  /** `models.uses`. */
  uses: () => Readonly<Record<ModelUse, string>>;
  runSettings: () => RunSettings;
  /** ISO 639-1 or locales the user writes in, as far as known. */
  languages: () => Promise<readonly string[]>;
  running: () => Promise<readonly RunningModel[]>;
  /** Title of the program that computes the vectors of chat memory in place of this machine; null: none does. */
  elsewhere: () => string | null;
};

export async function readChoices(parts: ChoicesParts): Promise<ModelChoice[]> {
  const [models, catalogue, machine, languages, running] = await Promise.all([parts.store.list(), parts.store.catalogue(), parts.machine(), parts.languages(), parts.running()]);
  const chosen = chooseModels({
    candidates: embeddingCandidates(models), usual: catalogue.defaults.embedding, settings: parts.uses(), languages,
    memoryBytes: machine.memory_bytes, cores: machine.cores, hasGraphics: machine.devices.some(({ device, is_available }) => device !== 'cpu' && is_available),
  });
  const elsewhere = parts.elsewhere();
  return chosen.map((choice): ModelChoice => {
    if (choice.use === 'chat_memory' && elsewhere !== null) return { ...choice, model: null, precision: null, device: null, reason: `${elsewhere} computes the vectors (embedding_provider).`, steps: [] };
    const inMemory = running.find(({ model }) => model === choice.model);
    return { ...choice, ...(inMemory ? pick(inMemory) : planned(models.find(({ model }) => model.id === choice.model), parts.runSettings(), machine)) };
  });
}

const pick = ({ precision, device, steps }: RunningModel) => ({ precision, device, steps });

function planned(stored: StoredModel | undefined, settings: RunSettings, machine: Machine): Pick<ModelChoice, 'precision' | 'device' | 'steps'> {
  const { attempts: [first], steps } = planRun(stored?.variants ?? [], settings, machine.devices, machine.memory_bytes);
  return { precision: first?.precision ?? null, device: first?.device ?? null, steps };
}
