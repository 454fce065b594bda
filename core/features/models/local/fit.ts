// Does a model run on this machine? Told before anything is fetched.
import type { LocalModel, Machine } from '../../../contract/local-models.ts';

export type Fit = LocalModel['variants'][number]['fit'];

/** Beyond this part of all memory a model crowds out everything else. */
const comfortableShare = 0.5;
const greatestShare = 0.85;
/** A processor core reads some 5 GB of weights a second, once for every token: with more than this for each core, fewer than four tokens come in a second. */
const llmBytesForEachCore = 1_250_000_000;

/** How a variant runs here. What needs an unknown amount of memory counts as running well: nothing is known against it. */
export function fitOf(variant: { kind: LocalModel['kind']; size_bytes: number | null; memory_bytes: number | null }, machine: Pick<Machine, 'memory_bytes' | 'cores' | 'devices'>): Fit {
  const needed = variant.memory_bytes ?? variant.size_bytes;
  if (needed === null) return 'well';
  if (needed > machine.memory_bytes * greatestShare) return 'not';
  if (needed > machine.memory_bytes * comfortableShare) return 'slowly';
  const hasGraphics = machine.devices.some(({ device, is_available }) => device !== 'cpu' && is_available);
  return variant.kind === 'llm' && !hasGraphics && (variant.size_bytes ?? needed) > machine.cores * llmBytesForEachCore ? 'slowly' : 'well';
}
