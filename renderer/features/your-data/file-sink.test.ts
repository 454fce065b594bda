// Where a large file is written: at the place that was picked, or as one download.
import { expect, it } from 'vitest';
import { openFileSink, type SavePage } from './file-sink.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function page(picked: 'place' | 'none' | 'forbidden'): { page: SavePage; log: string[]; saved: Blob[][] } {
  const log: string[] = [];
  const saved: Blob[][] = [];
  const showSaveFilePicker: SavePage['showSaveFilePicker'] = async ({ suggestedName }) => {
    if (picked === 'none') throw new DOMException('The user aborted a request.', 'AbortError');
    if (picked === 'forbidden') throw new DOMException('Not allowed here.', 'NotAllowedError');
    return { createWritable: async () => ({ write: async (piece) => { log.push(`${suggestedName} ${piece.length}`); }, close: async () => { log.push('closed'); }, abort: async () => { log.push('aborted'); } }) };
  };
  return { page: { showSaveFilePicker, save: (parts, name) => { saved.push(parts); log.push(`saved ${name}`); } }, log, saved };
}

it('writes each piece at the place that was picked, and leaves nothing of half a file', async () => {
  const { page: window, log } = page('place');
  const whole = await openFileSink('a.zip', window);
  await whole?.write(bytes('abc'));
  await whole?.end(true);
  await (await openFileSink('b.zip', window))?.end(false);
  expect(log).toEqual(['a.zip 3', 'closed', 'aborted']);
});

it('does nothing when no place is picked', async () => {
  expect(await openFileSink('a.zip', page('none').page)).toBeNull();
});

it('saves one download where the window may not write, and none of half a file', async () => {
  const { page: window, log, saved } = page('forbidden');
  const sink = await openFileSink('a.zip', window);
  await sink?.write(bytes('abc'));
  await sink?.write(bytes('de'));
  await sink?.end(true);
  await (await openFileSink('b.zip', window))?.end(false);
  expect([log, await new Blob(saved[0]).text()]).toEqual([['saved a.zip'], 'abcde']);
});
