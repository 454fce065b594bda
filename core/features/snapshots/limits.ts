// What a snapshot from outside may take. Far above what a long life with the program fills, far below what would fill a disk unnoticed.
import { maximumSnapshotBytes } from '../../contract/snapshots.ts';

const MiB = 1024 * 1024;

export const limits = {
  fileBytes: maximumSnapshotBytes,
  entries: 64,
  /** The list of files at the end of the ZIP. */
  directoryBytes: MiB,
  manifestBytes: MiB,
  /** Unpacked, all parts together. */
  totalBytes: 8192 * MiB,
  /** How many times its packed size a part over `ratioFrom` may unpack to: rows differ by their ids, so that no real part comes near it. */
  ratio: 400,
  ratioFrom: 64 * MiB,
  /** One record as JSON: a picture of 8 MiB as base64 and room to spare. */
  lineBytes: 32 * MiB,
  lineDepth: 64,
  /** Examples of conflicts told; all are counted. */
  examples: 50,
  /** Ids made on a machine whose clock runs ahead are taken up to so far from now (ms): later ones would stop the source of ids here. */
  aheadMs: 86_400_000,
} as const;

/** Records read from the storage at a time, and of pictures, which are large. */
export const pageSize = (entity: string): number => (entity === 'character_asset' ? 4 : 500);
