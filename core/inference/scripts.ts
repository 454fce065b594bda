// Which writing systems a text is in, as far as a vocabulary needs to know.

const letters = /\p{L}/gu;

/** True when at least half of the letters belong to one of the scripts (Unicode names); a text without letters is readable. */
export function isMainlyInScripts(text: string, scripts: readonly string[] | null): boolean {
  if (scripts === null) return true;
  const sample = text.length > 4000 ? text.slice(0, 4000) : text;
  const all = sample.match(letters);
  if (!all) return true;
  const known = new RegExp(`[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u');
  return all.filter((letter) => known.test(letter)).length * 2 >= all.length;
}
