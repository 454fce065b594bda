// What a storage's test hands to the conformance suite, and what its cases get.
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { StorageProvider } from '../storage.ts';

/** `open` on the same place twice finds what was written the first time. */
export type StoragePlace = { open(): Promise<StorageProvider>; cleanUp(): Promise<void> };
export type StorageSetup = () => Promise<StoragePlace>;
/** Cases a storage cannot pass, by title, with the reason. */
export type Skip = { reason: string; tests: readonly string[] };

export type Bench = {
  /** The storage of the running case, empty at its start. */
  storage(): StorageProvider;
  /** Closes and opens again. */
  reopen(): Promise<StorageProvider>;
  ids: IdSource;
  clock: Clock & { set(now: number): void };
};
export type Test = (title: string, run: () => Promise<void>, timeout?: number) => void;
/** One file of cases. */
export type Cases = (test: Test, bench: Bench) => void;
