// Opens an ONNX model on the best device there is, stepping down to the CPU when a device is missing.
import { InferenceSession } from 'onnxruntime-node';
import { LuminoraError } from '../contract/errors.ts';

export const devices = ['webgpu', 'cuda', 'cpu'] as const;
export type Device = (typeof devices)[number];
/** A device that was asked for and could not be had. */
export type DeviceStep = { device: Device; reason: string };
export type OpenedSession = { session: InferenceSession; device: Device; steps: DeviceStep[] };

/**
 * Opens a model. The CPU always comes last, whatever was asked for.
 * @param preferred devices in order of preference; an absent one is an ordinary error of the runtime and is stepped over
 */
export async function openOnnxSession(path: string, preferred: readonly Device[], threads: number): Promise<OpenedSession> {
  const order = [...new Set<Device>([...preferred, 'cpu'])];
  const steps: DeviceStep[] = [];
  for (const device of order) {
    try {
      const session = await InferenceSession.create(path, {
        executionProviders: [device],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
        // Waiting threads sleep instead of spinning: measured on two shared cores, spinning made one text 2 to 3 times slower.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
      return { session, device, steps };
    } catch (error) {
      steps.push({ device, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new LuminoraError('model_damaged', `The model ${path} could not be opened on any device. Download it again in Settings.`, { details: { steps } });
}
