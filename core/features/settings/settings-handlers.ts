// The contract's settings.
import type { HandlerBuilder } from '../handler-builder.ts';
import type { ConfigStore, SettingChange } from './config-store.ts';

export type ProviderOptions = Record<string, { id: string; title: string; options: Record<string, unknown> }[]>;
export type SettingsParts = {
  store: ConfigStore;
  /** Puts changed values to work; answers the paths that need a restart. */
  applied: (changes: readonly SettingChange[]) => string[];
  providerOptions: () => ProviderOptions;
};

export function createSettingsHandlers(builder: HandlerBuilder, { store, applied, providerOptions }: SettingsParts) {
  return {
    read: builder.settings.read.handler(() => store.read()),
    write: builder.settings.write.handler(async ({ input }) => {
      const changes = input.changes.map(({ path, value }) => ({ path, value }));
      await store.write(changes);
      return { values: store.read().values, restart_needed: applied(changes) };
    }),
    schema: builder.settings.schema.handler(() => ({ ...store.schema(), providers: providerOptions() })),
  };
}
