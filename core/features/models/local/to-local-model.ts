// A model of the store as screens see it: with what this machine makes of it.
import { toErrorData } from '../../../contract/errors.ts';
import type { LocalModel, Machine, ModelChoice, ModelDownload, Precision } from '../../../contract/local-models.ts';
import type { StoredModel } from '../../../inference/model-store.ts';
import { fitOf } from './fit.ts';

/** What stands beside the store's own record. */
export type Around = {
  machine: Machine;
  isAccepted: (model: string) => boolean;
  chosen: (model: StoredModel) => Precision | null;
  download: (model: string) => ModelDownload | null;
  usedFor: (model: string) => string[];
};

export function toLocalModel(stored: StoredModel, around: Around): LocalModel {
  const { model, origin, problem } = stored;
  const { licence } = model;
  const chosen = around.chosen(stored);
  return {
    id: model.id, kind: model.kind, title: model.title, description: model.description, origin,
    licence: { ...licence, is_accepted: !licence.needs_acceptance || around.isAccepted(model.id) },
    languages: model.languages, dimension: model.kind === 'embedding' ? model.dimension : null, max_tokens: tokensOf(model),
    variants: stored.variants.map(({ precision, size_bytes, estimated_bytes, state, memory_bytes }) => ({
      precision, size_bytes, state, memory_bytes, fit: fitOf({ kind: model.kind, size_bytes: estimated_bytes, memory_bytes }, around.machine), is_chosen: precision === chosen,
    })),
    used_for: around.usedFor(model.id), download: around.download(model.id) ?? leftOf(stored), problem: problem === null ? null : toErrorData(problem),
  };
}

function tokensOf(model: StoredModel['model']): number | null {
  if (model.kind === 'llm') return model.context_tokens;
  return model.kind === 'speech' ? null : model.max_tokens;
}

/** A download that an earlier run of the program left half-way waits to be gone on with. */
function leftOf({ model, variants }: StoredModel): ModelDownload | null {
  const left = variants.find(({ state }) => state === 'partial');
  if (!left) return null;
  return {
    model: model.id, precision: left.precision, state: 'paused', completed_bytes: left.completed_bytes, total_bytes: left.size_bytes, bytes_per_second: null, seconds_left: null, source: null, error: null,
  };
}

/** Which parts of the program use a model now. @param replying id of the model of this machine that writes the replies */
export function usedFor(model: string, choices: readonly ModelChoice[], replying: string | null): string[] {
  return [...choices.filter((choice) => choice.model === model).map(({ use }) => use), ...(replying === model ? ['replies'] : [])];
}
