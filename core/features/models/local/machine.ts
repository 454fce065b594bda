// What this machine has to run models with.
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import type { Machine } from '../../../contract/local-models.ts';

/**
 * Memory, cores and disk. A container's limit counts instead of the machine's memory where it is smaller.
 * @param downloadsFolder the disk asked for its free bytes; null where it does not say
 */
export async function readMachine(downloadsFolder: string, devices: Machine['devices']): Promise<Machine> {
  const disk = await statfs(downloadsFolder).catch(() => null);
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(totalmem(), limit) : totalmem();
  return {
    memory_bytes: memory, free_memory_bytes: Math.min(memory, process.availableMemory()), cores: availableParallelism(),
    free_disk_bytes: disk === null ? null : disk.bavail * disk.bsize, devices: [...devices],
  };
}
