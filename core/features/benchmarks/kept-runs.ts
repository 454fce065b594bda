// Measurements that are kept, each as a record of its own among the settings: they are the installation's, no user's.
import { benchmarkRunSchema, type BenchmarkRun } from '../../contract/local-models.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

const prefix = 'benchmark:';
/** The oldest goes when there are more. */
const mostKept = 100;

export function createKeptRuns(storage: Pick<StorageProvider, 'settings' | 'commit'>) {
  /** Newest first. What an older version wrote otherwise is left out. */
  async function list(): Promise<BenchmarkRun[]> {
    const records = (await storage.settings.all()).filter(({ id }) => id.startsWith(prefix));
    return records.flatMap(({ value }) => benchmarkRunSchema.safeParse(value).data ?? []).sort((a, b) => (a.id < b.id ? 1 : -1));
  }
  return {
    list,
    async keep(run: BenchmarkRun): Promise<void> {
      const old = (await list()).slice(mostKept - 1);
      await storage.commit([
        { op: 'put', entity: 'setting', record: { id: `${prefix}${run.id}`, value: run, updated_at: run.created_at } },
        ...old.map(({ id }) => ({ op: 'delete' as const, entity: 'setting' as const, id: `${prefix}${id}` })),
      ]);
    },
    /** Answers whether there was such a run. */
    async remove(id: string): Promise<boolean> {
      if (!await storage.settings.get(`${prefix}${id}`)) return false;
      await storage.commit([{ op: 'delete', entity: 'setting', id: `${prefix}${id}` }]);
      return true;
    },
  };
}
