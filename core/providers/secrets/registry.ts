// Every store of secrets of the core. Electron's own (safeStorage) comes from its host through the same interface.
import { encryptedFileSecrets } from './encrypted-file.ts';
import { environmentSecrets } from './env.ts';
import type { SecretStoreProvider } from './secrets.ts';

export const secretStoreProviders = {
  environment: environmentSecrets,
  'encrypted-file': encryptedFileSecrets,
} satisfies Record<string, SecretStoreProvider>;
