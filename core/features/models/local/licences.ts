// Which licences of models have been accepted: kept as settings, so that nobody is asked twice, and asked again when the licence is another.
import * as z from 'zod';
import type { LocalModel } from '../../../contract/local-models.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';

type Licence = Pick<LocalModel['licence'], 'name' | 'url'>;
export type Licences = {
  /** Of each of these models, by id: has its licence, as it is now, been accepted? */
  accepted(models: readonly { id: string; licence: Licence }[]): Promise<ReadonlySet<string>>;
  accept(model: { id: string; licence: Licence }): Promise<void>;
};

const settingOf = (modelId: string) => `accepted-licence/${modelId}`;
const acceptedSchema = z.object({ name: z.string(), url: z.string() });

export function createLicences({ storage, clock }: { storage: Pick<StorageProvider, 'settings' | 'commit'>; clock: Clock }): Licences {
  return {
    async accepted(models) {
      const kept = new Map((await storage.settings.all()).map(({ id, value }) => [id, value]));
      return new Set(models.filter(({ id, licence }) => {
        const value = acceptedSchema.safeParse(kept.get(settingOf(id)));
        return value.success && value.data.name === licence.name && value.data.url === licence.url;
      }).map(({ id }) => id));
    },
    async accept({ id, licence }) {
      const now = clock.now();
      await storage.commit([{ op: 'put', entity: 'setting', record: { id: settingOf(id), value: { name: licence.name, url: licence.url, accepted_at: now }, updated_at: now } }]);
    },
  };
}
