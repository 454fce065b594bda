// Cuts a list of JSON values at its commas as it arrives, so that only one value is ever held. What a value is made of is left to JSON.parse.
import { limits } from './limits.ts';

/** `bytes` hold until the next item is asked for; null: the value was too much, `why` says of what, and it was passed over without being held. */
export type ListItem = { bytes: Uint8Array | null; why: string | null };

const [quote, backslash, comma, openList, closeList, openObject, closeObject] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];
const firstBytes = 256 * 1024;
const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** @param stream begins with the opening bracket (white space may stand before it). Ends with an item whose `why` says so when the list does not end, or something follows it. */
export async function* splitArray(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ListItem> {
  let state = 'before' as 'before' | 'between' | 'within' | 'after';
  let depth = 0;
  let commas = 0;
  let isInString = false;
  let isEscaped = false;
  // One place for all of them, grown when needed: fresh memory for each would be as much as the file before any is given back.
  let held = new Uint8Array(firstBytes);
  let length = 0;
  let why: string | null = null;

  const hold = (piece: Uint8Array) => {
    length += piece.length;
    if (length > limits.conversationBytes) why ??= `It takes more than ${limits.conversationBytes} bytes.`;
    if (why !== null) return;
    if (length > held.length) {
      const larger = new Uint8Array(Math.min(limits.conversationBytes, Math.max(length, held.length * 2)));
      larger.set(held.subarray(0, length - piece.length));
      held = larger;
    }
    held.set(piece, length - piece.length);
  };
  const finish = (): ListItem => {
    const item = { bytes: why === null ? held.subarray(0, length) : null, why };
    state = 'between';
    length = 0;
    commas = 0;
    why = null;
    return item;
  };

  for await (const chunk of stream) {
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const code = chunk[index]!;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (code === backslash) isEscaped = true;
        else if (code === quote) isInString = false;
        continue;
      }
      if (state === 'within') {
        const isEnd = depth === 0 && (code === comma || code === closeList);
        if (isEnd) {
          hold(chunk.subarray(start, index));
          yield finish();
          if (code === closeList) state = 'after';
        } else if (code === quote) isInString = true;
        else if (code === openList || code === openObject) {
          depth += 1;
          if (depth > limits.conversationDepth) why ??= `It is nested more than ${limits.conversationDepth} deep.`;
        } else if (code === closeList || code === closeObject) depth = Math.max(0, depth - 1);
        else if (code === comma) {
          commas += 1;
          if (commas > limits.conversationCommas) why ??= `It holds more than ${limits.conversationCommas} values.`;
        }
        continue;
      }
      if (isSpace(code)) continue;
      if (state === 'after') {
        yield { bytes: null, why: 'Something follows the end of the list; it was not read.' };
        return;
      }
      if (state === 'before') state = 'between';
      else if (code === closeList) state = 'after';
      else if (code !== comma) {
        state = 'within';
        start = index;
        isInString = code === quote;
        depth = code === openList || code === openObject ? 1 : 0;
      }
    }
    if (state === 'within') hold(chunk.subarray(start));
  }
  if ((state as string) !== 'after') yield { bytes: null, why: 'The file breaks off here: what was whole before it was read.' };
}
