// How deep a JSON text goes, looked at before it is parsed.

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
