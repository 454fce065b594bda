// How the word lists beside this file are written: words apart by commas or line ends, folded (lower case, no accents).

export function words(list: string): string[] {
  return list.split(/[,\n]/).map((word) => word.trim()).filter((word) => word !== '');
}

export function wordSet(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap(words));
}

/** "dog: perro, perra" lines as a map from each word to what stands before the colon. */
export function wordMap(lines: string): ReadonlyMap<string, string> {
  return new Map(lines.split('\n').flatMap((line) => {
    const [key = '', list = ''] = line.split(':');
    return words(list).map((word): [string, string] => [word, key.trim()]);
  }));
}
