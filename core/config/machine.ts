// server, telemetry, models and safety: the machine side, and the parts that later work fills (knowledge, agents, speech).
import * as z from 'zod';
import { line, webAddress, whole } from './fields.ts';

const use = (what: string) => line(200).default('auto').describe(`Model for: ${what}. "auto" or a model's id`);

export const serverSchema = z.looseObject({
  host: z.enum(['127.0.0.1', '::1', 'localhost']).default('127.0.0.1').describe('Address to listen on; only this machine'),
  port: whole(0, 65_535).default(0).describe('Port to listen on; 0 takes a free one'),
});

export const telemetrySchema = z.looseObject({
  log_level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('How much is written to the log'),
  log_file_bytes: whole(10_000, 1_000_000_000).default(5_000_000).describe('Size at which a log file is put aside'),
  log_files: whole(1, 100).default(3).describe('Log files kept'),
});

export const modelsSchema = z.looseObject({
  folder: line(4096).optional().describe('Folder of the models that come with the program'),
  downloads_folder: line(4096).optional().describe('Folder downloaded models go to; inside the data folder when left out'),
  catalogue: line(4096).optional().describe('Your own catalogue of models'),
  offline: z.boolean().default(false).describe('Fetch no model and ask no hub, whatever is clicked'),
  hub_base_url: webAddress('Address of the model hub or of a mirror; the catalogue\'s when left out'),
  uses: z.looseObject({
    chat_memory: use('What was said and remembered'), documents: use('Documents'), code: use('Program code'), multilingual: use('Texts the usual model cannot read'),
  }).prefault({}).describe('Which embedding model serves what'),
  precision: z.enum(['auto', 'fp32', 'fp16', 'int8', 'q4']).default('auto').describe('Exactness of the numbers in a model; auto takes int8 on a processor, fp16 on a graphics card'),
  device: z.enum(['auto', 'cpu', 'webgpu', 'cuda']).default('auto').describe('Where models run; auto takes the best there is'),
  batch_size: whole(1, 256).default(32).describe('Texts computed together in the background'),
  batch_wait_ms: whole(0, 10_000).default(100).describe('How long the background waits for a batch to fill, in milliseconds'),
  bulk_cpu_share: z.number().min(0.05).max(1).default(0.3).describe('Share of the whole processor that background work may take'),
  idle_unload_minutes: whole(0, 10_080).default(30).describe('A model unused for so long leaves memory; 0 keeps it'),
});

export const safetySchema = z.looseObject({
  max_message_chars: whole(1, 1_000_000).default(32_000).describe('Longest message, in characters'),
});

/** A section whose keys its own feature will define; kept as it is. */
export const openSection = z.looseObject({});
