// How deep a JSON text goes and how much it holds, looked at before it is parsed.

const quote = 0x22;
const backslash = 0x5c;

/** Counts open brackets outside strings; no recursion, so any depth is safe to look at. */
export function isDeeperThan(json: string, maximum: number): boolean {
  let depth = 0;
  return someOutsideStrings(json, (code) => {
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    return depth > maximum;
  });
}

/** Values in a JSON text stand between commas: millions of small ones are told here for a fraction of what parsing them costs. */
export function hasMoreCommasThan(json: string, maximum: number): boolean {
  let commas = 0;
  return someOutsideStrings(json, (code) => {
    if (code === 0x2c) commas += 1;
    return commas > maximum;
  });
}

/** True as soon as the check is, of the characters that are in no string. */
function someOutsideStrings(json: string, check: (code: number) => boolean): boolean {
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (isInString) {
      if (code === backslash) index++;
      else if (code === quote) isInString = false;
    } else if (code === quote) isInString = true;
    else if (check(code)) return true;
  }
  return false;
}
