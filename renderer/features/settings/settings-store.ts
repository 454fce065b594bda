// The configuration as read from the engine, and the changes not saved yet.
import { createStore } from 'zustand/vanilla';
import type { Client, ContractSettings, SettingValue } from './settings-types.ts';
import type { ErrorData, HealthReport } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type SettingsState = {
  schema: ContractSettings['schema'] | null;
  values: ReadonlyMap<string, SettingValue>;
  file: string | null;
  warnings: readonly string[];
  changes: ReadonlyMap<string, unknown>;
  /** Why a change was refused, by path. */
  refusals: ReadonlyMap<string, string>;
  restart_needed: readonly string[];
  is_saving: boolean;
  error: ErrorData | null;
  health: HealthReport | null;
  load(): Promise<void>;
  loadHealth(): Promise<void>;
  change(path: string, value: unknown): void;
  refuse(path: string, reason: string | null): void;
  discard(): void;
  /** True when everything was taken. */
  save(): Promise<boolean>;
};

export function createSettingsStore(client: Client) {
  return createStore<SettingsState>()((set, get) => {
    const index = (values: readonly SettingValue[]): Map<string, SettingValue> => new Map(values.map((value) => [value.path, value]));
    return {
      schema: null, values: new Map(), file: null, warnings: [], changes: new Map(), refusals: new Map(), restart_needed: [], is_saving: false, error: null, health: null,
      async load() {
        try {
          const [read, schema] = await Promise.all([client.settings.read(), client.settings.schema()]);
          set({ schema, values: index(read.values), file: read.file, warnings: read.warnings, error: null });
        } catch (error) {
          set({ error: readError(error) });
        }
      },
      async loadHealth() {
        set({ health: null });
        const health = await client.system.health().catch(() => null);
        if (health) set({ health });
      },
      change(path, value) {
        const changes = new Map(get().changes);
        const stored = get().values.get(path)?.value;
        if (JSON.stringify(stored) === JSON.stringify(value)) changes.delete(path); else changes.set(path, value);
        set({ changes });
        get().refuse(path, null);
      },
      refuse(path, reason) {
        const refusals = new Map(get().refusals);
        if (reason === null) refusals.delete(path); else refusals.set(path, reason);
        set({ refusals });
      },
      discard: () => set({ changes: new Map(), refusals: new Map(), error: null }),
      async save() {
        if (get().changes.size === 0 || get().refusals.size > 0) return false;
        set({ is_saving: true, error: null });
        try {
          const changes = [...get().changes].map(([path, value]) => ({ path, value }));
          const { values, restart_needed } = await client.settings.write({ changes });
          set({ values: index(values), changes: new Map(), restart_needed });
          return true;
        } catch (error) {
          const failure = readError(error);
          const path = refusedPath(failure, [...get().changes.keys()]);
          if (path) get().refuse(path, failure.message);
          else set({ error: failure });
          return false;
        } finally {
          set({ is_saving: false });
        }
      },
    };
  });
}
export type SettingsStore = ReturnType<typeof createSettingsStore>;

/** The engine names the JSON path of a wrong value in the details; else in the sentence. */
function refusedPath(error: ErrorData, changed: readonly string[]): string | undefined {
  const named = error.details?.['path'];
  const path = Array.isArray(named) ? named.join('.') : typeof named === 'string' ? named.replace(/^\$\.?/, '') : null;
  return changed.find((entry) => entry === path) ?? changed.find((entry) => error.message.includes(entry)) ?? (changed.length === 1 && error.code.startsWith('invalid') ? changed[0] : undefined);
}
