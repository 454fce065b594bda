// The first thing read of a snapshot: what it is, what it holds, and the checksum of every part.
export { snapshotFormatName as formatName, snapshotFormatVersion as formatVersion, snapshotManifestSchema as manifestSchema } from '../../contract/snapshots.ts';
export type { SnapshotManifest as Manifest } from '../../contract/snapshots.ts';

export const manifestPath = 'manifest.json';
