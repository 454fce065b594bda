// A process with the real job runner and one handler of its own, for showing what the crash test's checks catch.
// Arguments: data folder, plant ("none": the effect is part of the job's commit; "outside": the handler stores it by itself).
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createJobRunner, recoverJobs } from '../../jobs/job-runner.ts';
import { productFolder } from '../../luminora.ts';
import { newJob } from '../../jobs/jobs.ts';
import { systemClock } from '../../lib/clock.ts';
import { createIdSource } from '../../lib/ids.ts';
import { silentLog } from '../../lib/log.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';

const [folder = '', plant = 'none'] = process.argv.slice(2);
const clock = systemClock;
const storage = openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock, log: silentLog, secret: async () => undefined });
const ids = createIdSource(clock, (await storage.greatestId()) ?? undefined);
await recoverJobs(storage, clock);
const jobs = createJobRunner({
  storage, clock, log: silentLog,
  handlers: {
    count: async (job) => {
      const effect: Change = {
        op: 'insert', entity: 'affinity_event', record: { id: ids.next(), user_id: 'ana', personality: 'luna', message_id: job.key, kind: 'interaction', rule: 'counted', delta: 1, asked: 1, reason: '', points: 1, level: '', reverts: null, created_at: clock.now() },
      };
      if (plant === 'outside') await storage.commit([effect]);
      await wait(3);
      return { changes: plant === 'outside' ? [] : [effect] };
    },
  },
});
jobs.kick();
await jobs.idle();
for (;;) {
  const key = ids.next();
  await storage.commit([newJob({ ids, clock }, 'count', key, {})]);
  writeSync(1, `ack ${key}\n`);
  jobs.kick();
  await jobs.idle();
}
