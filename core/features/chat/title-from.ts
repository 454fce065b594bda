// The title a session gets from the first message said in it.

/** Longest title, in characters. */
const titleLength = 60;

/** The text on one line, cut at a word. */
export function titleFrom(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength);
  const lastSpace = cut.lastIndexOf(' ');
  // A cut inside a word may fall into the middle of a character of two units.
  return `${(lastSpace >= titleLength / 2 ? cut.slice(0, lastSpace) : cut.replace(/[\uD800-\uDBFF]$/, '')).trimEnd()}…`;
}
