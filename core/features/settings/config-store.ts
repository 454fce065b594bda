// What the settings screen needs of the configuration, without knowing how it is kept.
import type { SettingValue } from '../../contract/system.ts';

export type SettingChange = { path: string; value: unknown };

export interface ConfigStore {
  read(): { values: SettingValue[]; file: string | null; warnings: string[] };
  /**
   * Checks the changed configuration as a whole, writes it and makes it the current one. Nothing is written when it is wrong.
   * @throws LuminoraError `invalid_configuration` or `invalid_input`
   */
  write(changes: readonly SettingChange[]): Promise<void>;
  schema(): { schema: Record<string, unknown>; groups: { id: string; title: { en: string; es: string }; paths: string[] }[] };
}
