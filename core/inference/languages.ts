// Which languages and scripts a model reads, as its entry in the catalogue tells it.

/** Unicode names of the scripts a language may be written in, by the code its locale expands to (ISO 15924). */
const scriptNames: Readonly<Record<string, readonly string[]>> = {
  Latn: ['Latin'], Cyrl: ['Cyrillic'], Grek: ['Greek'], Arab: ['Arabic'], Hebr: ['Hebrew'], Deva: ['Devanagari'], Beng: ['Bengali'], Thai: ['Thai'], Hans: ['Han'], Hant: ['Han'],
  Jpan: ['Han', 'Hiragana', 'Katakana'], Kore: ['Hangul'], Armn: ['Armenian'], Geor: ['Georgian'], Taml: ['Tamil'], Telu: ['Telugu'], Ethi: ['Ethiopic'],
};
/** A model that lists so many languages was trained on more than it lists. */
const manyLanguages = 8;

type Reader = { languages: readonly string[]; scripts: readonly string[] | null };

/** True when a model of all scripts, or of those the language is written in. A language nobody knows is in no script. */
export function readsScriptOf(model: Pick<Reader, 'scripts'>, language: string): boolean {
  if (model.scripts === null) return true;
  const needed = scriptNames[scriptOf(language)];
  return needed !== undefined && needed.every((script) => model.scripts!.includes(script));
}

/** @param language ISO 639-1, or a locale such as `es-MX` */
export function readsLanguage(model: Reader, language: string): boolean {
  const isListed = model.languages.length === 0 || model.languages.length >= manyLanguages || model.languages.includes(language.split('-')[0]!.toLowerCase());
  return isListed && readsScriptOf(model, language);
}

function scriptOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? '';
  } catch {
    return '';
  }
}
