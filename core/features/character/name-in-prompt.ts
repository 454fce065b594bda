import type { Personality } from '../../contract/personality.ts';

/** What `{{char}}` stands for: a card's nickname, else the name (Character Card V3). */
export function nameInPrompt(personality: Personality): string {
  const nickname = personality.card?.['nickname'];
  return typeof nickname === 'string' && nickname.trim() !== '' ? nickname.slice(0, 100) : personality.persona.name;
}
