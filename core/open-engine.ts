// What hosts call: loads the configuration of a data folder, starts the engine, and lets the settings be written back to the file.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LuminoraError } from './contract/errors.ts';
import { configJsonSchema, listConfigValues } from './config/form.ts';
import { configError } from './config/issues.ts';
import { loadConfig } from './config/load.ts';
import type { LoadedConfig, LoadOptions } from './config/load.ts';
import type { Config } from './config/schema.ts';
import { changeConfigFile } from './config/write-file.ts';
import { startEngine } from './engine.ts';
import type { EngineSettings } from './engine.ts';
import { describeProviders, findOptionProblems } from './engine-providers.ts';
import type { Engine, EngineDeps } from './engine-interface.ts';
import { systemClock } from './lib/clock.ts';
import type { Clock } from './lib/clock.ts';
import { createLog } from './telemetry/log.ts';
import type { LogWriter } from './telemetry/log.ts';
import { createSecretVault } from './telemetry/scrub.ts';
import type { SecretVault } from './telemetry/scrub.ts';

export type OpenOptions = EngineDeps & {
  /** The configuration file; it must exist. Left out, it is <dataFolder>/config.json, which counts as empty until the first change makes it. */
  configFile?: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** Values from the command line by dotted path: { "llm_provider.name": "scripted" }. */
  flags?: Readonly<Record<string, unknown>>;
  /** Configuration to use where no file has been made yet, nested. */
  defaults?: Readonly<Record<string, unknown>>;
};

/** @throws LuminoraError `invalid_configuration` (details.issues: file, path, got, expected, next_step), `data_folder_in_use`, `storage_*` */
export async function openEngine(options: OpenOptions): Promise<Engine> {
  const { configFile, env = {}, flags = {}, defaults = {}, ...deps } = options;
  const file = configFile ?? join(options.dataFolder, 'config.json');
  if (configFile !== undefined && !existsSync(configFile)) {
    const issue = { file: configFile, path: '$', line: null, column: null, got: 'no such file', expected: 'a configuration file', next_step: "Check the name, or leave it out to use the data folder's own config.json." };
    throw configError(configFile, [issue]);
  }
  const load = { file, env, flags, defaults, available: availableProviders(), checkOptions: findOptionProblems };
  const loaded = await loadConfig(load);
  const vault = createSecretVault();
  const read = deps.secret ?? (async (name: string) => loaded.environment[name]);
  /** A secret that is known can be kept out of the log. */
  const secret = async (name: string): Promise<string | undefined> => {
    const value = await read(name);
    if (value !== undefined) vault.add(value);
    return value;
  };
  const writer = deps.log ? null : fileLog(loaded.config, options.dataFolder, { clock: deps.clock ?? systemClock, vault });
  const log = deps.log ?? writer!.log;
  for (const warning of loaded.warnings) log.warn('config-warning', { warning });
  try {
    const engine = await startEngine(fileSettings(loaded, load), { ...deps, secret, log });
    return { ...engine, close: () => engine.close().finally(() => writer?.close()) };
  } catch (error) {
    writer?.close();
    throw error;
  }
}

/** <dataFolder>/logs/luminora.log, put aside at the configured size. */
function fileLog({ telemetry }: Config, dataFolder: string, parts: { clock: Clock; vault: SecretVault }): LogWriter {
  const target = { kind: 'file' as const, file: join(dataFolder, 'logs', 'luminora.log'), maxBytes: telemetry.log_file_bytes, files: telemetry.log_files };
  return createLog({ level: telemetry.log_level, target, ...parts });
}

/** An engine on a configuration that is given whole; settings can be changed but are not kept. */
export function createEngine(config: Config, deps: EngineDeps): Promise<Engine> {
  const refuse = () => { throw new LuminoraError('unsupported', 'This engine was started without a configuration file: change the configuration where it is made.'); };
  const read = () => ({ values: listConfigValues({ config, provenance: {} }), file: null, warnings: [] });
  return startEngine({ current: () => config, store: { read, write: async () => refuse(), schema: formSchema } }, deps);
}

function fileSettings(loaded: LoadedConfig, load: LoadOptions & { file: string }): EngineSettings {
  let current = loaded;
  let lastWrite: Promise<unknown> = Promise.resolve();
  return {
    current: () => current.config,
    store: {
      read: () => ({ values: listConfigValues(current), file: current.file, warnings: current.warnings }),
      write: async (changes) => {
        const patch = Object.fromEntries(changes.map(({ path, value }) => [path, value]));
        // One after the other: each reads the file that the one before has written.
        const write = lastWrite.then(async () => { current = await changeConfigFile({ ...load, patch }); });
        lastWrite = write.catch(() => undefined);
        await write;
      },
      schema: formSchema,
    },
  };
}

/** Only providers this version has are offered. */
function formSchema() {
  return configJsonSchema({ available: availableProviders() });
}

function availableProviders(): Record<string, string[]> {
  return Object.fromEntries(Object.entries(describeProviders()).map(([kind, providers]) => [kind, providers.map(({ id }) => id)]));
}
