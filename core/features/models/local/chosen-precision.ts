// Which precision of a model runs here, or would if it were fetched.
import type { Precision } from '../../../contract/local-models.ts';
import { planRun, type RunSettings } from '../../../inference/choose-precision.ts';
import type { DeviceFinding } from '../../../inference/devices.ts';
import type { StoredModel } from '../../../inference/model-store.ts';

/** Of what is here the best for this machine; where nothing is, the best of what is offered. */
export function chosenPrecision({ variants }: Pick<StoredModel, 'variants'>, settings: RunSettings, devices: readonly DeviceFinding[], memoryBytes: number): Precision | null {
  const plan = planRun(variants, settings, devices, memoryBytes);
  const offered = plan.attempts.length > 0 ? plan : planRun(variants.map((variant) => ({ ...variant, state: 'ready' as const })), settings, devices, memoryBytes);
  return offered.attempts[0]?.precision ?? variants[0]?.precision ?? null;
}
