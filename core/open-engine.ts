// What hosts call: loads the configuration of a data folder, starts the engine, and lets the settings be written back to the file.
import { join } from 'node:path';
import { LuminoraError } from './contract/errors.ts';
import { configJsonSchema, listConfigValues } from './config/form.ts';
import { loadConfig } from './config/load.ts';
import type { LoadedConfig, LoadOptions } from './config/load.ts';
import type { Config } from './config/schema.ts';
import { changeConfigFile } from './config/write-file.ts';
import { startEngine } from './engine.ts';
import type { EngineSettings } from './engine.ts';
import { describeProviders } from './engine-providers.ts';
import type { Engine, EngineDeps } from './engine-interface.ts';

export type OpenOptions = EngineDeps & {
  /** The configuration file; <dataFolder>/config.json when left out. One that does not exist counts as empty and is made by the first change. */
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
  const load = { file, env, flags, defaults, available: availableProviders() };
  const loaded = await loadConfig(load);
  for (const warning of loaded.warnings) deps.log?.warn('config-warning', { warning });
  const secret = deps.secret ?? (async (name: string) => loaded.environment[name]);
  return startEngine(fileSettings(loaded, load), { ...deps, secret });
}

/** An engine on a configuration that is given whole; settings can be changed but are not kept. */
export function createEngine(config: Config, deps: EngineDeps): Promise<Engine> {
  const refuse = () => { throw new LuminoraError('unsupported', 'This engine was started without a configuration file: change the configuration where it is made.'); };
  const read = () => ({ values: listConfigValues({ config, provenance: {} }), file: null, warnings: [] });
  return startEngine({ current: () => config, store: { read, write: async () => refuse(), schema: formSchema } }, deps);
}

function fileSettings(loaded: LoadedConfig, load: LoadOptions & { file: string }): EngineSettings {
  let current = loaded;
  return {
    current: () => current.config,
    store: {
      read: () => ({ values: listConfigValues(current), file: current.file, warnings: current.warnings }),
      write: async (changes) => {
        const patch = Object.fromEntries(changes.map(({ path, value }) => [path, value]));
        current = await changeConfigFile({ ...load, patch });
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
