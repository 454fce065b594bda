// The storages there are, by the name the configuration uses. Only core/engine.ts reads this.
import { sqliteStorage } from './sqlite.ts';
import type { StorageProviderDefinition } from './storage.ts';

export const storageProviders: Readonly<Record<string, StorageProviderDefinition>> = { sqlite: sqliteStorage };
