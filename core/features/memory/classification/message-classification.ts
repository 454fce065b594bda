// Classification as the engine uses it: rows for the commit of a message's vector, and for messages that have none yet.
import type { Message } from '../../../contract/entities.ts';
import type { Classification } from '../../../contract/episodes.ts';
import { breathe } from '../../../lib/breathe.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { normalizeForAnalysis } from '../../../safety/normalize.ts';
import type { Embedder } from '../embedder.ts';
import type { MessageClassifier } from './message-classifier.ts';

export type MessageClassification = {
  /** The row to commit together with the message's vector, and the jobs its weight makes necessary. */
  changesFor(message: Message, vector: Float32Array | null, spaceId: string | null): Promise<Change[]>;
  /** Classifies what this version has not, in a space or (null) by words alone, until it is done, stopped, or the model is gone. Answers how many. */
  catchUp(spaceId: string | null, signal: AbortSignal): Promise<number>;
};

/** Rows of one commit, each with at most one job. */
const pageSize = 25;

export function createMessageClassification(parts: {
  storage: StorageProvider;
  embedder: Pick<Embedder, 'embed'>;
  classifier: MessageClassifier;
  /** Jobs a classification makes necessary. */
  after: (message: Message, classification: Classification | null) => Promise<Change[]>;
  /** False: nothing is classified, and no row written. */
  isOn?: () => boolean;
}): MessageClassification {
  const { storage, embedder, classifier, after, isOn = () => true } = parts;

  async function changesFor(message: Message, vector: Float32Array | null, spaceId: string | null): Promise<Change[]> {
    if (!isOn()) return after(message, null);
    const record = await classifier.classificationOf(message, vector, spaceId);
    return [{ op: 'put', entity: 'classification', record }, ...await after(message, record)];
  }

  return {
    changesFor,
    async catchUp(spaceId, signal) {
      let count = 0;
      if (!isOn()) return count;
      for (let last: string | undefined; !signal.aborted;) {
        const messages = await storage.classifications.messagesWithout({ analyser: classifier.version(spaceId), limit: pageSize, ...(last === undefined ? {} : { after: last }) });
        if (messages.length === 0) break;
        last = messages.at(-1)!.id;
        const vectors = spaceId === null ? null : await embedder.embed(messages.map((message) => normalizeForAnalysis(message.content)), 'query', signal, 'bulk');
        if (spaceId !== null && vectors === null) break;
        const changes: Change[] = [];
        for (const [index, message] of messages.entries()) changes.push(...await changesFor(message, vectors?.[index] ?? null, spaceId));
        await storage.commit(changes);
        count += messages.length;
        await breathe();
      }
      return count;
    },
  };
}
