// What the engine's thread and the encoder's thread say to each other.
import type { Device, DeviceStep } from './onnx-session.ts';

export type ToEncoder =
  | { type: 'encode'; id: number; text: string; isUrgent: boolean }
  | { type: 'cancel'; ids: number[] }
  | { type: 'close' };

export type FromEncoder =
  | { type: 'ready'; device: Device; steps: DeviceStep[] }
  | { type: 'vector'; id: number; vector: Float32Array }
  | { type: 'failed'; id: number | null; code: string; message: string };
