// The process the restore test kills: puts one copy back, then the other, and so on, and says so. Arguments: data folder, plant ("none" or "two-commits").
import { writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { makeMessage } from '../../providers/storage/conformance/records.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';

const [folder = '', plant = 'none'] = process.argv.slice(2);
const storage = openSqliteStorage(join(folder, 'luminora.db'), {
  dataFolder: folder, migrationsFolder: resolve(import.meta.dirname, '../../../migrations'), clock: systemClock, log: silentLog, secret: async () => undefined,
});
for (let round = 0; ; round += 1) {
  const { id } = (await storage.backups!.list())[round % 2]!;
  writeSync(1, `begin ${id}\n`);
  if (plant === 'two-commits') await storage.commit([{ op: 'insert', entity: 'message', record: makeMessage(`planted-${process.pid}-${round}`, { session_id: 'talk' }) }]);
  await storage.backups!.restore(id);
  writeSync(1, `end ${id}\n`);
}
