// What the engine's thread and the encoder's thread say to each other.
import type { Device, DeviceStep } from './onnx-session.ts';

/**
 * urgent: somebody waits for this text; it goes first and alone. patient: soon, several together where that changes nothing that can be noticed.
 * bulk: thousands of texts that nobody waits for; within the share of the processor that the background has, and not while a reply is written.
 */
export type EncoderPace = 'urgent' | 'patient' | 'bulk';

/** How texts are put together and how much of the machine the background takes. */
export type EncoderPacing = {
  /** Most texts computed in one run of the model. */
  batchSize: number;
  /** Longest wait for a batch of the background to fill, in milliseconds. */
  batchWaitMs: number;
  /** Share of the whole processor (all cores) for the background, above 0 and up to 1. */
  bulkCpuShare: number;
  /** Texts are put together as long as one run is likely to take no longer than this, in milliseconds: so long may an urgent text wait. */
  longestRunMs: number;
};

/** Since the thread began. `cpu_ms`: processor time of the runs; `batch_cosine`: see `LoadedTextEncoder.batchCosine`. */
export type EncoderStatistics = {
  texts: Record<EncoderPace, number>;
  runs: number;
  cpu_ms: number;
  rested_ms: number;
  batch_cosine: number;
};

export type ToEncoder =
  | { type: 'encode'; id: number; text: string; pace: EncoderPace }
  | { type: 'cancel'; ids: number[] }
  /** True while a reply is being written: nothing of the background is begun. */
  | { type: 'busy'; isBusy: boolean }
  | { type: 'tell-statistics'; id: number }
  | { type: 'close' };

export type FromEncoder =
  | { type: 'ready'; device: Device; steps: DeviceStep[] }
  | { type: 'vector'; id: number; vector: Float32Array }
  | { type: 'statistics'; id: number; statistics: EncoderStatistics }
  | { type: 'failed'; id: number | null; code: string; message: string };
