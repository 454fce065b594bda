// The macros of character cards. Deterministic: the same seed gives the same text.

/** `original` stands for the text that a card's own replaces. Names are taken as they are: a name that looks like a macro is not expanded again. */
export function expandMacros(text: string, values: { char: string; user: string; original?: string; seed: string; now: number | null }): string {
  return text.replace(/\{\{(char|user|original)\}\}|<(bot|user)>/gi, (token, braced: string | undefined, angled: string | undefined) => {
    const name = (braced ?? angled ?? '').toLowerCase();
    if (name === 'original') return values.original ?? token;
    return name === 'user' ? values.user : values.char;
  });
}
