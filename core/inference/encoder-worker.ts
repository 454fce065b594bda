// The thread that runs the embedding model: onnxruntime-node computes on the thread that calls it, and that must not be the engine's.
import { parentPort, workerData } from 'node:worker_threads';
import { threadCpuMeter } from './cpu-meter.ts';
import type { EncoderPacing } from './encoder-messages.ts';
import { serveEncoder } from './encoder-service.ts';
import type { TextEncoderSettings } from './text-encoder.ts';

const { settings, pacing } = workerData as { settings: TextEncoderSettings; pacing: EncoderPacing };
if (parentPort) void serveEncoder(parentPort, settings, pacing, threadCpuMeter(settings.threads));
