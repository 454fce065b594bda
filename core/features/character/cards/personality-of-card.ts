// Card to personality.
import type { Finding } from '../../../contract/characters.ts';
import { personalitySchema } from '../../../contract/personality.ts';
import type { Personality } from '../../../contract/personality.ts';
import { toCard } from './card-fields.ts';
import type { Card } from './card-fields.ts';
import { derive } from './derive.ts';
import { applyOwnExtension } from './own-extension.ts';
import { createFindings, refusal } from './refuse.ts';
import type { Findings } from './refuse.ts';

/** Told to programs that read only the second version of a card, in its notes, as the third version's specification asks. */
export const backfillNote = 'This is a Character Card V3 read as a Character Card V2: some of it is missing here. A program that reads Character Card V3 shows all of it.';

/**
 * @param value a card's JSON, of any of the three versions
 * @throws LuminoraError `invalid_input` naming the field
 */
export function personalityOfCard(value: unknown): { personality: Personality; findings: Finding[] } {
  const findings = createFindings();
  return { personality: readCardValue(toCard(value, findings), findings), findings: findings.list };
}

export function readCardValue(card: Card, findings: Findings): Personality {
  const trimmed = withoutBackfillNote(card);
  const whole = applyOwnExtension(derive(trimmed, findings), trimmed.data, findings);
  if (whole.persona.name.trim() === '') throw refusal(card.version === 1 ? 'name' : 'data.name', 'The card does not say what the character is called.');
  const parsed = personalitySchema.safeParse(whole);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw refusal(issue?.path.join('.') || 'card', issue?.message ?? 'The card could not be read.');
}

function withoutBackfillNote(card: Card): Card {
  const notes = card.data['creator_notes'];
  if (card.version !== 2 || typeof notes !== 'string' || !notes.endsWith(backfillNote)) return card;
  return { ...card, data: { ...card.data, creator_notes: notes.slice(0, -backfillNote.length).replace(/\n\n$/, '') } };
}
