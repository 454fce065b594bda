// Whom a question names. A name says whose words are looked for; inside the question's vector it would only draw towards every line that greets somebody.

export type SpeakerNames = { user: string | null; assistant: string | null };
export type Naming = {
  /** The text without the speakers' names; the text itself where nothing else would be left. */
  text: string;
  /** Whose words are looked for; null when nobody, or both, are named. */
  person: 'user' | 'assistant' | null;
  isAnybodyNamed: boolean;
};

/** Names as they are written, capital included: the moon of the sky is not Luna. "Luna, ..." and "..., Luna?" call her and ask for nobody's words. */
export function findPeople(text: string, names: SpeakerNames): Naming {
  let rest = text;
  const named: ('user' | 'assistant')[] = [];
  for (const speaker of ['user', 'assistant'] as const) {
    const name = names[speaker]?.trim();
    if (!name) continue;
    const escaped = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?:['’]s)?(?![\p{L}\p{N}])`, 'gu');
    const isCall = new RegExp(String.raw`^[\s¡¿]*${escaped}\s*[,:!]|,\s*${escaped}\s*[.?!…]*\s*$`, 'u');
    const called = rest.replace(isCall, ' ');
    if (pattern.test(called)) named.push(speaker);
    rest = rest.replace(pattern, ' ');
  }
  // As it was asked, spaces and all: a vector of it may be there already.
  if (rest === text) return { text, person: null, isAnybodyNamed: false };
  const tidy = rest.replace(/\s+/g, ' ').replace(/\s+([,.?!;:])/g, '$1').replace(/^[\s,;:]+/, '').trim();
  return { text: /[\p{L}\p{N}]/u.test(tidy) ? tidy : text, person: named.length === 1 ? named[0]! : null, isAnybodyNamed: named.length > 0 };
}
