// A personality out of a card's own fields alone. The same card gives the same personality; what rides along in the card's extensions is put over it in own-extension.ts.
import type { Personality } from '../../../contract/personality.ts';
import { toEntries } from './kept-fields.ts';
import type { Card, CardData } from './card-fields.ts';
import { firstSentence } from './cut.ts';
import { guessCharacter } from './guess.ts';
import { lengths } from './limits.ts';
import { mappedFields } from './mapped-fields.ts';
import type { Values } from './mapped-fields.ts';
import { refusal } from './refuse.ts';
import type { Findings } from './refuse.ts';
import { isSame, own } from './same.ts';

/**
 * Every field that has a place of its own, and the others word for word in `card`.
 * @throws LuminoraError `invalid_input` when the card has no name
 */
export function derive(card: Card, findings: Findings): Personality {
  const { data } = card;
  const raw: CardData = {};
  let values: Values = {};
  for (const field of mappedFields) {
    const read = field.read(data, findings);
    values = { ...values, ...read };
    const written = field.write(read);
    // What we would write differently is kept as it came.
    const said = field.sources.filter((source) => own(data, source) !== undefined && own(data, source) !== null);
    if (said.some((source) => !isSame(data[source], written[source]))) for (const source of said) raw[source] = data[source];
  }
  const name = values['persona.name'] as string;
  if (name === '') throw refusal(card.version === 1 ? 'name' : 'data.name', 'The card does not say what the character is called.');
  const { language, ...guessed } = guessCharacter(data);
  const kept = toEntries(card, raw, findings);
  const { introduction, scenario, greetings, lorebook, system_prompt, post_history_instructions } = values as Partial<Personality>;
  return {
    persona: {
      name, version: values['persona.version'] as string, description: describe(data, name), author: values['persona.author'] as string,
      tags: values['persona.tags'] as string[], language, compatibility: ['any'],
    },
    ...guessed,
    ...(introduction === undefined ? {} : { introduction }), ...(scenario === undefined ? {} : { scenario }), ...(greetings === undefined ? {} : { greetings }),
    ...(system_prompt === undefined ? {} : { system_prompt }), ...(post_history_instructions === undefined ? {} : { post_history_instructions }),
    ...(lorebook === undefined ? {} : { lorebook }), ...(Object.keys(kept).length === 0 ? {} : { card: kept }),
  };
}

/** One line for the gallery: the first sentence of what the card says of the character. */
function describe(data: CardData, name: string): string {
  const text = ['description', 'personality', 'scenario'].map((field) => own(data, field)).find((value): value is string => typeof value === 'string' && value.trim() !== '') ?? '';
  return firstSentence(text.slice(0, 4000).replaceAll(/\{\{char\}\}|<bot>|<char>/gi, () => name), lengths.description) || name;
}
