// Bytes that arrive in pieces, taken in the pieces one asks for.
import type { LuminoraError } from '../../contract/errors.ts';

const nothing = new Uint8Array(0);

export type ByteCursor = ReturnType<typeof createByteCursor>;

export function createByteCursor(stream: AsyncIterable<Uint8Array>) {
  const iterator = stream[Symbol.asyncIterator]();
  let held: Uint8Array = nothing;
  let arrived = 0;

  /** The next bytes there are, at most `most`; null at the end. */
  async function take(most: number): Promise<Uint8Array | null> {
    while (held.length === 0) {
      const next = await iterator.next();
      if (next.done) return null;
      held = next.value;
      arrived += held.length;
    }
    const piece = held.subarray(0, most);
    held = held.subarray(piece.length);
    return piece;
  }
  /** Up to `length` bytes together: fewer only at the end. */
  async function gather(length: number): Promise<Uint8Array> {
    const whole = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const piece = await take(length - filled);
      if (piece === null) return whole.subarray(0, filled);
      whole.set(piece, filled);
      filled += piece.length;
    }
    return whole;
  }
  function giveBack(bytes: Uint8Array): void {
    held = held.length === 0 ? bytes : Buffer.concat([bytes, held]);
  }

  return {
    take, gather, giveBack,
    /** Looks at up to `length` bytes without taking them. */
    async peek(length: number): Promise<Uint8Array> {
      const bytes = await gather(length);
      giveBack(bytes);
      return bytes;
    },
    /** Exactly this many bytes, in pieces. @throws what `brokenOff` makes, when there are fewer */
    async *pieces(length: number, brokenOff: () => LuminoraError): AsyncGenerator<Uint8Array> {
      for (let left = length; left > 0;) {
        const piece = await take(left);
        if (piece === null) throw brokenOff();
        left -= piece.length;
        yield piece;
      }
    },
    /** All that is left. */
    async *rest(): AsyncGenerator<Uint8Array> {
      for (let piece = await take(Infinity); piece !== null; piece = await take(Infinity)) yield piece;
    },
    /** Bytes that have come out of the stream. */
    arrived: () => arrived,
    async close(): Promise<void> {
      held = nothing;
      await iterator.return?.();
    },
  };
}
