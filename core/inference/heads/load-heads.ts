// The trained heads of models/heads. One that is missing or damaged is off, with a line in the log; the others go on.
import { interactionTypes, lifeEventKinds, type InteractionType, type LifeEventKind } from '../../contract/interactions.ts';
import { sentimentSchema, type Sentiment } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { Log } from '../../lib/log.ts';
import { createFileVerifier, type FileVerifier } from '../checksum.ts';
import { createEmotionHead, type EmotionHead } from './emotion-head.ts';
import { loadHead, type HeadFile } from './format.ts';
import { createLabelHead, type LabelHead } from './label-head.ts';

/** Null: off. */
export type Heads = {
  emotion: EmotionHead | null;
  sentiment: LabelHead<Sentiment> | null;
  interaction: LabelHead<InteractionType> | null;
  lifeEvent: LabelHead<LifeEventKind> | null;
};

export const noHeads: Heads = { emotion: null, sentiment: null, interaction: null, lifeEvent: null };

/** Never throws for a missing or damaged head. @param folder models/heads */
export async function loadHeads(folder: string, log: Log, verifier: FileVerifier = createFileVerifier(null)): Promise<Heads> {
  async function load<Head>(name: string, create: (file: HeadFile) => Head): Promise<Head | null> {
    try {
      return create(await loadHead(folder, name, verifier));
    } catch (error) {
      log.warn('head-off', { head: name, code: error instanceof LuminoraError ? error.code : 'internal', reason: error instanceof Error ? error.message : String(error) });
      return null;
    }
  }
  const [emotion, sentiment, interaction, lifeEvent] = await Promise.all([
    load('emotion', createEmotionHead),
    load('sentiment', (file) => createLabelHead(file, sentimentSchema.options)),
    load('interaction', (file) => createLabelHead(file, interactionTypes)),
    load('life-event', (file) => createLabelHead(file, lifeEventKinds)),
  ]);
  return { emotion, sentiment, interaction, lifeEvent };
}
