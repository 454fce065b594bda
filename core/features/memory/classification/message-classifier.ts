// Classifies messages: once per text and version of the analysers, one row per message.
import type { Fact, Message } from '../../../contract/entities.ts';
import type { Classification } from '../../../contract/episodes.ts';
import type { Clock } from '../../../lib/clock.ts';
import { sha256 } from '../../../lib/hash.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { normalizeForAnalysis } from '../../../safety/normalize.ts';
import type { MemoryAnalyser } from '../analysis.ts';
import { classificationFor, classifyText } from './classify-message.ts';

/** Step between versions of the rules here; the analysers have their own. */
const rulesVersion = 'r1';

export type MessageClassifier = {
  /** Version written into rows made in this space (null: without vectors). */
  version(spaceId: string | null): string;
  /** The message's classification: as kept for the same text, else made now. Stores nothing: commit it with what made it necessary. */
  classificationOf(message: Message, vector: Float32Array | null, spaceId: string | null): Promise<Classification>;
};

export type ClassifierParts = {
  storage: StorageProvider;
  analyser: MemoryAnalyser;
  clock: Clock;
  /** Categories of the facts a text tells, said at a time. */
  factCategories: (text: string, saidAt: number) => readonly Fact['category'][];
  /** The category a vector lies in; null when none is near. */
  nearestCategory: (vector: Float32Array, spaceId: string) => Promise<Fact['category'] | null>;
};

export function createMessageClassifier({ storage, analyser, clock, factCategories, nearestCategory }: ClassifierParts): MessageClassifier {
  const version = (spaceId: string | null) => `${analyser.version(spaceId)}+${rulesVersion}`;
  return {
    version,
    async classificationOf(message, vector, spaceId) {
      const text = normalizeForAnalysis(message.content);
      const contentHash = sha256(text);
      const name = version(vector === null ? null : spaceId);
      const kept = await storage.classifications.ofContent({ content_hash: contentHash, analyser: name });
      if (kept) return classificationFor(message, kept, clock.now());
      const analysis = analyser.analyse({ text, vector, spaceId: vector === null ? null : spaceId, now: message.created_at });
      // Of the companion's words nothing is learnt, and nothing is read.
      const facts = message.speaker === 'user' ? factCategories(text, message.created_at) : [];
      const nearest = vector !== null && spaceId !== null ? await nearestCategory(vector, spaceId) : null;
      return classificationFor(message, classifyText(text, analysis, { facts, nearest, contentHash, analyser: name }), clock.now());
    },
  };
}
