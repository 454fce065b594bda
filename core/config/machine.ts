// server, telemetry, models and safety: the machine side, and the parts that later work fills (knowledge, agents, speech).
import * as z from 'zod';
import { line, whole } from './fields.ts';

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
});

export const safetySchema = z.looseObject({
  max_message_chars: whole(1, 1_000_000).default(32_000).describe('Longest message, in characters'),
});

/** A section whose keys its own feature will define; kept as it is. */
export const openSection = z.looseObject({});
