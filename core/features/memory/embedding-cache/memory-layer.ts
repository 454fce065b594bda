// The first layer: vectors in this process, compressed, side by side in few large blocks. Ten thousand of 384 parts take less than 8 MB, keys and bookkeeping included.
import { createAdaptiveCache } from './adaptive-cache.ts';
import type { AdaptiveCache } from './adaptive-cache.ts';
import { packInt8, unpackInt8 } from './int8.ts';
import { createCounter } from './layer.ts';
import type { LayerStatistics, VectorSpace } from './layer.ts';

/** The lesser of the two counts, for each model apart. */
export type MemoryRoom = { entries: number; bytes: number };

export type MemoryLayer = {
  get(space: VectorSpace, key: string): Float32Array | undefined;
  set(space: VectorSpace, key: string, vector: Float32Array): void;
  clear(): void;
  statistics(): LayerStatistics;
};

/** Vectors in one block. */
const blockSize = 1024;
/** Spaces whose vectors are kept at the same time: one per use a model can be chosen for. */
const mostSpaces = 4;
/** Bytes of a key, its places in the two maps and its bookkeeping, measured. */
const bytesPerKey = 130;

type Shelf = { room: number; places: AdaptiveCache<number>; blocks: { parts: Int8Array; scales: Float32Array }[]; free: number[]; next: number; dimension: number };

export function createMemoryLayer({ entries: mostEntries, bytes: mostBytes }: MemoryRoom): MemoryLayer {
  /** By space, the one used least recently first. */
  const shelves = new Map<string, Shelf>();
  const counter = createCounter();

  function makeShelf(dimension: number): Shelf {
    const free: number[] = [];
    const room = Math.max(1, Math.min(mostEntries, Math.floor(mostBytes / (dimension + bytesPerKey))));
    return { room, places: createAdaptiveCache<number>(room, (place) => free.push(place)), blocks: [], free, next: 0, dimension };
  }

  function shelfOf({ id, dimension }: VectorSpace): Shelf {
    const known = shelves.get(id);
    const shelf = known?.dimension === dimension ? known : makeShelf(dimension);
    if (shelves.size > 1 || !known) {
      shelves.delete(id);
      shelves.set(id, shelf);
    }
    if (shelves.size > mostSpaces) shelves.delete(shelves.keys().next().value!);
    return shelf;
  }

  function partsAt(shelf: Shelf, place: number): Int8Array {
    const start = (place % blockSize) * shelf.dimension;
    return shelf.blocks[Math.floor(place / blockSize)]!.parts.subarray(start, start + shelf.dimension);
  }

  return {
    get(space, key) {
      const shelf = shelfOf(space);
      const place = shelf.places.get(shortKey(key));
      counter.add(place === undefined ? 0 : 1, 1);
      return place === undefined ? undefined : unpackInt8(partsAt(shelf, place), shelf.blocks[Math.floor(place / blockSize)]!.scales[place % blockSize]!);
    },
    set(space, key, vector) {
      const shelf = shelfOf(space);
      // One more than there is room for: what goes gives its place back only after this one has found its own.
      const place = shelf.free.pop() ?? shelf.next++;
      const block = Math.floor(place / blockSize);
      shelf.blocks[block] ??= { parts: new Int8Array(Math.min(blockSize, shelf.room + 1 - block * blockSize) * shelf.dimension), scales: new Float32Array(blockSize) };
      shelf.blocks[block].scales[place % blockSize] = packInt8(vector, partsAt(shelf, place));
      shelf.places.set(shortKey(key), place);
    },
    clear: () => shelves.clear(),
    statistics() {
      const all = [...shelves.values()];
      const entries = all.reduce((sum, { places }) => sum + places.size, 0);
      const bytes = all.reduce((sum, { blocks, places }) => sum + blocks.reduce((held, { parts, scales }) => held + parts.byteLength + scales.byteLength, 0) + places.size * bytesPerKey, 0);
      return { layer: 'memory', hits: counter.hits, misses: counter.misses, entries, bytes, is_available: true, errors: 0 };
    },
  };
}

/** 128 of the hash's 256 bits, one character a byte: a quarter of the memory, and two texts that share them are not to be had. */
function shortKey(key: string): string {
  return Buffer.from(key.slice(0, 32), 'hex').toString('latin1');
}
