// The door of snapshots.
export type { SnapshotEntity } from './entities.ts';
export { formatVersion } from './manifest.ts';
export type { Manifest } from './manifest.ts';
export { openSnapshot } from './open-snapshot.ts';
export type { OpenSnapshot } from './open-snapshot.ts';
export type { EntityPreview, ImportMode, SnapshotPreview } from './plan.ts';
export { createSnapshotHandlers } from './snapshot-handlers.ts';
export { createSnapshotService } from './snapshot-service.ts';
export type { SnapshotService } from './snapshot-service.ts';
export { removeStagedLeftovers } from './staging.ts';
export { writeSnapshot, writeSnapshotFile } from './write-snapshot.ts';
export type { SnapshotDeps, SnapshotOptions } from './write-snapshot.ts';
