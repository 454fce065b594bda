// The text of a message as it will be kept.
import { limits } from './limits.ts';

/** Well-formed, without NUL, line ends as \n, trimmed, and cut where it is too long (which the text then says). Empty when nothing is left. */
export function cleanText(text: string): string {
  const whole = text.length > limits.text ? `${text.slice(0, limits.text)} [cut: ${text.length} characters]` : text;
  return whole.toWellFormed().replaceAll('\u0000', '').replaceAll('\r\n', '\n').replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/** One line, short enough for a list of conversations. */
export function cleanTitle(text: string): string {
  const line = text.slice(0, limits.title * 4).toWellFormed().replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  const characters = [...line];
  return characters.length > limits.title ? `${characters.slice(0, limits.title - 1).join('')}…` : line;
}

/** "[image]", or "[image: name]" where the file tells a name. */
export function bracketed(kind: string, name: string | null): string {
  const told = name?.replaceAll(/[\u0000-\u001f\u007f[\]]+/g, ' ').trim();
  return told ? `[${kind}: ${told}]` : `[${kind}]`;
}
