// The door of settings.
export type { ConfigStore, SettingChange } from './config-store.ts';
export { createSettingsHandlers } from './settings-handlers.ts';
