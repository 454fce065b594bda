// The thread that runs the embedding model: onnxruntime-node computes on the thread that calls it, and that must not be the engine's.
import { parentPort, workerData } from 'node:worker_threads';
import { serveEncoder } from './encoder-service.ts';
import type { TextEncoderSettings } from './text-encoder.ts';

if (parentPort) void serveEncoder(parentPort, workerData as TextEncoderSettings);
