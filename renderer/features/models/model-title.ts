// The name of a model that a person reads: its title where one is known, else the provider's own name for it.
import type { Model, ModelStatus } from '../../../core/contract/index.ts';

type Names = { status: ModelStatus | null; models: readonly Model[] };

export function modelTitle(names: Names, provider: string, name: string): string {
  const known = [...names.models, names.status?.default_model].find((model) => model?.provider === provider && model.name === name);
  return known?.title || name;
}

/** The title of the model that answers now; null when none can. */
export function currentTitle(names: Names): string | null {
  const current = names.status?.current;
  return current ? modelTitle(names, current.provider, current.model) : null;
}
