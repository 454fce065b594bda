// The only door for hosts and for programs that embed Luminora.
export { loadConfig } from './config/load.ts';
export type { LoadedConfig, LoadOptions } from './config/load.ts';
export type { Config } from './config/schema.ts';
export type { Engine, EngineDeps } from './engine-interface.ts';
export { systemClock } from './lib/clock.ts';
export { defaultDataFolder, writePrivateFile } from './lib/data-folder.ts';
export { isDeeperThan } from './lib/json-depth.ts';
export { silentLog } from './lib/log.ts';
export type { Log } from './lib/log.ts';
export { Luminora, productFolder } from './luminora.ts';
export type { LuminoraOptions } from './luminora.ts';
export { assertAbsent, fetchSnapshot, sendSnapshot, withSnapshotOf } from './snapshot-files.ts';
export type { TransferOptions } from './snapshot-files.ts';
export { createEngine, openEngine } from './open-engine.ts';
export type { OpenOptions } from './open-engine.ts';
export { readDataFolderOwner } from './providers/storage/sqlite-lock.ts';
export { productVersion } from './version.ts';
