// A ZIP written as it grows: what is packed leaves at once, so that memory does not grow with what is packed.
import { Zip, ZipDeflate } from 'fflate';
import { LuminoraError } from '../../contract/errors.ts';
import { limits } from './limits.ts';

export type ZipWriter = {
  /** Packs one file; yields bytes of the ZIP as they come. */
  file(name: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array>;
  end(): Generator<Uint8Array>;
};

/** `madeAt` is the time every file in it bears. */
export function createZipWriter(madeAt: number): ZipWriter {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  let written = 0;
  const zip = new Zip((error, data) => {
    failure ??= error;
    if (data !== undefined && data.length > 0) ready.push(data);
  });
  function* drain(): Generator<Uint8Array> {
    if (failure !== null) throw new LuminoraError('internal', 'The snapshot could not be packed.', { cause: failure });
    const now = ready;
    ready = [];
    for (const data of now) {
      written += data.length;
      if (written > limits.fileBytes) throw new LuminoraError('unsupported', 'The snapshot would be larger than 4 GiB. Leave out vectors or traces, or take one companion at a time.');
      yield data;
    }
  }
  return {
    async *file(name, chunks) {
      const entry = new ZipDeflate(name, { level: 6 });
      // The format knows years from 1980 to 2099.
      entry.mtime = new Date(Math.min(Math.max(madeAt, Date.UTC(1980, 1, 1)), Date.UTC(2099, 0, 1)));
      zip.add(entry);
      for await (const chunk of chunks) {
        entry.push(chunk);
        yield* drain();
      }
      entry.push(new Uint8Array(0), true);
      yield* drain();
    },
    *end() {
      zip.end();
      yield* drain();
    },
  };
}
