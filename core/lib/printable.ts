// Text from outside made safe to print: no control characters, no terminal sequences, no hidden direction marks.

// C0 but tab and newline, DEL and C1, bidirectional controls, zero-width and other invisible marks, lone surrogates.
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu;

/** Writes every dangerous character as \u{hex}; keeps tabs, newlines and everything a person can read. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
