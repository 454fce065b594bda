// What every storage must pass, rule by rule of README.md. The cases lie in conformance/, one file per group of rules.
import { afterEach, beforeEach, describe, it } from 'vitest';
import { createIdSource } from '../../lib/ids.ts';
import { analyticsCases } from './conformance/analytics-cases.ts';
import { commitCases } from './conformance/commit-cases.ts';
import { episodeCases } from './conformance/episode-cases.ts';
import { memoryCases } from './conformance/memory-cases.ts';
import { messageCases } from './conformance/message-cases.ts';
import { ownedCases } from './conformance/owned-cases.ts';
import { ownerCases } from './conformance/owner-cases.ts';
import { recordCases } from './conformance/record-cases.ts';
import { searchCases } from './conformance/search-cases.ts';
import { sessionCases } from './conformance/session-cases.ts';
import { treeCases } from './conformance/tree-cases.ts';
import type { Bench, Skip, StoragePlace, StorageSetup, Test } from './conformance/place.ts';
import type { StorageProvider } from './storage.ts';

export type { Skip, StoragePlace, StorageSetup } from './conformance/place.ts';

/** Runs the suite against one storage; deviations are named case by case with their reason. */
export function storageConformance(name: string, setup: StorageSetup, options: { skip?: readonly Skip[] } = {}): void {
  const skipped = new Set(options.skip?.flatMap((skip) => skip.tests));
  const test: Test = (title, run, timeout) => {
    it.skipIf(skipped.has(title))(title, run, timeout);
  };

  describe(`${name}: storage conformance`, () => {
    let place: StoragePlace;
    let storage: StorageProvider;
    let now = 1_800_000_000_000;
    const clock = { now: () => now, set: (time: number) => { now = time; } };
    const bench: Bench = {
      storage: () => storage,
      async reopen() {
        await storage.close();
        storage = await place.open();
        return storage;
      },
      ids: createIdSource(clock),
      clock,
    };
    beforeEach(async () => {
      place = await setup();
      storage = await place.open();
    });
    afterEach(async () => {
      await storage.close();
      await place.cleanUp();
    });

    for (const cases of [commitCases, recordCases, sessionCases, messageCases, treeCases, searchCases, memoryCases, episodeCases, ownerCases, ownedCases, analyticsCases]) cases(test, bench);
  });
}
