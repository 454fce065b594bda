// In which precision and on which device a model runs: what was asked for first, then what this machine runs best, down to the processor.
import type { Precision } from '../contract/local-models.ts';
import type { DeviceFinding } from './devices.ts';
import type { StoredVariant } from './model-store.ts';
import type { Device } from './onnx-session.ts';

/** One way to run a model. */
export type Attempt = { precision: Precision; device: Device };
/** Something that was wanted and is not used, and what comes instead. */
export type StepDown = { from: string; to: string; reason: string };
export type RunSettings = { precision: 'auto' | Precision; device: 'auto' | Device };
export type Variant = Pick<StoredVariant, 'precision' | 'state' | 'memory_bytes'>;
export type RunPlan = {
  /** The precision a new space is made of; devices come and go without changing it. Null: nothing of the model is here. */
  home: Precision | null;
  /** In order; empty when nothing of the model is here. */
  attempts: Attempt[];
  steps: StepDown[];
  /** One sentence. */
  reason: string;
};

/**
 * On a processor int8 is fastest and smallest; graphics cards have no quick int8 here, so they get floating point
 * (measured: docs/embedding-models.md).
 */
const preferredPrecisions: Record<'processor' | 'graphics', readonly Precision[]> = { processor: ['int8', 'q4', 'fp32', 'fp16'], graphics: ['fp16', 'fp32'] };
const allPrecisions: readonly Precision[] = ['fp16', 'fp32', 'int8', 'q4'];
/** A device that is asked for and missing is replaced by the next of this order. */
const stepDown: Record<Device, readonly Device[]> = { cuda: ['cuda', 'webgpu', 'cpu'], webgpu: ['webgpu', 'cpu'], cpu: ['cpu'] };
/** A model that takes more than this part of all memory is tried after those that take less. */
export const comfortableShare = 0.5;

const isHere = ({ state }: Variant) => state === 'ready' || state === 'damaged';

/**
 * Every way to run the model that makes sense here, best first; the processor is always among them.
 * @param variants in the catalogue's order; a damaged one stays where it was, so that its failure is told and the space does not change
 * @param memoryBytes all memory of the machine
 */
export function planRun(variants: readonly Variant[], settings: RunSettings, devices: readonly DeviceFinding[], memoryBytes: number): RunPlan {
  const here = variants.filter(isHere);
  const steps: StepDown[] = [];
  if (here.length === 0) return { home: null, attempts: [], steps, reason: 'It is not on this machine.' };
  const isAsked = settings.precision !== 'auto' && here.some(({ precision }) => precision === settings.precision);
  const order = deviceOrder(settings.device, devices, steps);
  const all = order.flatMap((device) => precisionsFor(device, here, settings, memoryBytes).map((precision) => ({ precision, device })));
  // A precision that was asked for is kept where a device has to be given up.
  const attempts = [...all.filter(({ precision }) => precision === settings.precision), ...all.filter(({ precision }) => precision !== settings.precision)];
  const home = isAsked ? settings.precision as Precision : here[0]!.precision;
  if (settings.precision !== 'auto' && !isAsked) steps.push({ from: settings.precision, to: attempts[0]!.precision, reason: `The ${settings.precision} files are not on this machine.` });
  return { home, attempts, steps, reason: explain(attempts[0]!, settings, order) };
}

/** Devices to try, the processor last. What was asked for and is missing becomes a step; what "auto" does not find is no loss to tell. */
function deviceOrder(wanted: RunSettings['device'], devices: readonly DeviceFinding[], steps: StepDown[]): Device[] {
  const candidates = wanted === 'auto' ? stepDown.cuda : stepDown[wanted];
  const order = candidates.filter((device) => device === 'cpu' || devices.some((found) => found.device === device && found.is_available));
  if (wanted !== 'auto' && order[0] !== wanted) {
    steps.push({ from: wanted, to: order[0]!, reason: devices.find(({ device }) => device === wanted)?.reason ?? 'It is not here.' });
  }
  return order;
}

/** The precisions of the model worth trying on the device, best first. Left to itself a graphics card gets floating point only. */
function precisionsFor(device: Device, here: readonly Variant[], settings: RunSettings, memoryBytes: number): Precision[] {
  const usual = device === 'cpu' ? preferredPrecisions.processor : preferredPrecisions.graphics;
  const wanted = settings.device === device && device !== 'cpu' ? [...usual, ...allPrecisions] : usual;
  const asked = settings.precision !== 'auto' && wanted.includes(settings.precision) ? [settings.precision] : [];
  const isLarge = (precision: Precision) => (here.find((variant) => variant.precision === precision)?.memory_bytes ?? 0) > memoryBytes * comfortableShare;
  const found = [...new Set([...asked, ...wanted])].filter((precision) => here.some((variant) => variant.precision === precision));
  const first = found.filter((precision) => asked.includes(precision) || !isLarge(precision));
  return [...first, ...found.filter((precision) => !first.includes(precision))];
}

function explain({ precision, device }: Attempt, settings: RunSettings, order: readonly Device[]): string {
  const why = settings.precision === precision ? 'as set' : device === 'cpu' ? 'the quickest that is here for a processor' : 'what a graphics card is quick at';
  const where = device === 'cpu' ? 'the processor' : device === 'cuda' ? 'the graphics card (CUDA)' : 'the graphics card (WebGPU)';
  const unused = device === 'cpu' && order.length > 1 ? '; the graphics card would need its fp16 files' : '';
  return `${precision} on ${where}: ${why}${unused}.`;
}
