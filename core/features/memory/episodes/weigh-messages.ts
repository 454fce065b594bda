// Weighs stored messages with what the analysers said of them.
import type { Message } from '../../../contract/entities.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { Weighed, Weigher } from './weigh.ts';

/** In the order given; what tells nothing (empty, failed, still being written) is left out. */
export async function weighMessages(storage: Pick<StorageProvider, 'classifications'>, weigh: Weigher, messages: readonly Message[]): Promise<Weighed[]> {
  const told = messages.filter((message) => message.status !== 'failed' && message.status !== 'streaming' && message.content.trim() !== '');
  const classifications = new Map((await storage.classifications.getMany(told.map(({ id }) => id))).map((one) => [one.id, one]));
  return told.map((message) => weigh({ message, classification: classifications.get(message.id) ?? null }));
}
