// Writes the log: JSON lines through pino to a rotating file or to stderr, everything scrubbed first.
import pino from 'pino';
import type { Clock } from '../lib/clock.ts';
import type { Log, LogFields } from '../lib/log.ts';
import { printable } from '../lib/printable.ts';
import { createRotatingFile, type RotatingFile } from './rotating-file.ts';
import { cleanFields, type SecretVault } from './scrub.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
export type LogTarget =
  | { kind: 'file'; file: string; maxBytes: number; files: number }
  | { kind: 'stderr' }
  | { kind: 'custom'; write(line: string): void };

export type LogWriter = {
  log: Log;
  setLevel(level: LogLevel): void;
  /** Lines lost to a full or missing disk. */
  dropped(): number;
  close(): void;
};

/** Every line: time, level, scope, event, fields. What a user wrote and what is secret never gets here whole. */
export function createLog(options: { level: LogLevel; target: LogTarget; clock: Clock; vault: SecretVault }): LogWriter {
  const { clock, vault, target } = options;
  const file: RotatingFile | undefined = target.kind === 'file' ? createRotatingFile(target) : undefined;
  const write = file?.write ?? (target.kind === 'custom' ? target.write : (line: string) => { process.stderr.write(line); });
  const root = pino({
    level: options.level, base: null, messageKey: 'event',
    timestamp: () => `,"time":${clock.now()}`,
    formatters: { level: (label) => ({ level: label }) },
  }, { write: (line: string) => write(vault.scrubKnown(line)) });
  return {
    log: toLog(root, '', vault),
    setLevel(level) { root.level = level; },
    dropped: () => file?.dropped() ?? 0,
    close: () => file?.close(),
  };
}

function toLog(root: pino.Logger, scope: string, vault: SecretVault): Log {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (event: string, fields: LogFields = {}) => {
    if (!root.isLevelEnabled(level)) return;
    const cleaned = cleanFields(fields, vault) as Record<string, unknown>;
    root[level]({ ...(scope === '' ? {} : { scope }), fields: cleaned }, printable(vault.scrub(event)).slice(0, 100));
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: (name) => toLog(root, scope === '' ? name : `${scope}.${name}`, vault) };
}
