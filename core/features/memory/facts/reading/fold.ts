// A copy of a text to match patterns on: lower case, no accents, one apostrophe, and every character in its place.

/** Same length as `text`, so that an index into one is an index into the other. */
export function foldInPlace(text: string): string {
  let folded = '';
  for (const character of text) {
    const plain = character.normalize('NFD').charAt(0).toLowerCase();
    folded += character.length > 1 ? character : /[’‘`´]/.test(character) ? "'" : plain.length === 1 ? plain : character;
  }
  return folded;
}
