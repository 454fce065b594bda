// Secrets from the environment (with the .env file beneath it), read only.
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import { checkSecret, type SecretStore, type SecretStoreProvider } from './secrets.ts';

/** A store over variables; an empty one counts as absent. It cannot list: not every variable is a secret. */
export function createEnvironmentSecretStore(environment: Readonly<Record<string, string | undefined>>): SecretStore {
  const readOnly = (name: string) => new LuminoraError('unsupported', `${name.slice(0, 128)} cannot be changed here: environment variables are set where the program is started.`);
  return {
    backend: 'environment',
    async get(name) {
      checkSecret(name);
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
      return value === '' ? undefined : value;
    },
    set: async (name) => { throw readOnly(name); },
    delete: async (name) => { throw readOnly(name); },
    list: async () => [],
    health: async () => ({ component: 'secrets/environment', status: 'ok', message: 'Secrets are read from environment variables.', latency_ms: null, details: {}, instructions: null }),
  };
}

export const environmentSecrets: SecretStoreProvider = {
  id: 'environment',
  title: 'Environment variables',
  options: z.object({}),
  create: async (_options, deps) => createEnvironmentSecretStore(deps.environment),
};
