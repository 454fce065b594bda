// How deep a JSON text goes and how much it holds, looked at before it is parsed.

/** Counts open brackets outside strings; no recursion, so any depth is safe to look at. */
export function isDeeperThan(json: string, maximum: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (isInString) {
      if (code === 0x5c) index++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > maximum) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

/** Values in a JSON text stand between commas: millions of small ones are told here for a fraction of what parsing them costs. */
export function hasMoreCommasThan(json: string, maximum: number): boolean {
  let commas = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (isInString) {
      if (code === 0x5c) index++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x2c) {
      commas += 1;
      if (commas > maximum) return true;
    }
  }
  return false;
}
