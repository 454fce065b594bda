// What a personality cannot do without, and where older files kept what now has a place of its own.

/** By dotted path: what stands there when a file says nothing that can be used. */
export const defaultsByPath: Readonly<Record<string, unknown>> = {
  'persona.version': '1.0.0',
  'persona.author': 'unknown',
  'persona.language': 'en',
  'persona.compatibility': ['any'],
  'persona.tags': [],
  core_traits: {},
  'core_traits.archetype': 'caregiver',
  'core_traits.temperament': 'calm',
  'core_traits.communication_style': 'conversational',
  linguistic_profile: {},
  'linguistic_profile.tone': ['friendly'],
  'linguistic_profile.syntax': 'varied',
  'linguistic_profile.vocabulary': [],
  behavioral_rules: ['Stay in character.'],
};

/** Moves and fills what no schema issue could tell: done before the first look. */
export function fillIn(draft: Record<string, unknown>, say: (path: string, message: string) => void): void {
  const { persona, translations } = draft;
  if (isObject(persona) && typeof persona['name'] === 'string' && (typeof persona['description'] !== 'string' || persona['description'].trim() === '')) {
    persona['description'] = persona['name'].slice(0, 500) || 'A companion.';
    say('persona.description', 'There was no description; the name stands for it.');
  }
  if (!isObject(translations)) return;
  for (const [language, words] of Object.entries(translations)) {
    if (!isObject(words) || typeof words['greeting'] !== 'string' || words['greetings'] !== undefined) continue;
    words['greetings'] = [words['greeting']];
    delete words['greeting'];
    say(`translations.${language}.greeting`, 'The greeting is now the first of a list, "greetings".');
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
