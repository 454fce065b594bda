// Where a large file is written: a place on the disk that the person picks, or else pieces that the browser keeps on its own disk until it saves them as one file.
import type { FileSink } from './pieces.ts';

type Writable = { write(bytes: Uint8Array<ArrayBuffer>): Promise<void>; close(): Promise<void>; abort(): Promise<void> };
type Picker = (options: { suggestedName: string; types: { description: string; accept: Record<string, string[]> }[] }) => Promise<{ createWritable(): Promise<Writable> }>;
/** The part of the window that is used; tests give their own. */
export type SavePage = { showSaveFilePicker?: Picker; save(parts: Blob[], fileName: string): void };

/** Null when the person picked no place. To be called at once when the button is pressed: a browser opens its dialog only then. */
export async function openFileSink(fileName: string, page: SavePage = browserPage()): Promise<FileSink | null> {
  if (page.showSaveFilePicker) {
    try {
      const place = await page.showSaveFilePicker({ suggestedName: fileName, types: [{ description: 'ZIP', accept: { 'application/zip': ['.zip'] } }] });
      const file = await place.createWritable();
      return { write: (bytes) => file.write(bytes), end: (isWhole) => (isWhole ? file.close() : file.abort()) };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return null;
      // The window may not write where it likes: it is saved as other downloads are.
    }
  }
  const parts: Blob[] = [];
  return {
    async write(bytes) { parts.push(new Blob([bytes])); },
    async end(isWhole) { if (isWhole) page.save(parts, fileName); },
  };
}

function browserPage(): SavePage {
  const picker = (window as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  // The desktop window gives no permission to write; it asks where to save by itself.
  const mayPick = picker !== undefined && !navigator.userAgent.includes('Electron/');
  return { ...(mayPick ? { showSaveFilePicker: (options) => picker.call(window, options) } : {}), save: saveBlob };
}

function saveBlob(parts: Blob[], fileName: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // A file of gigabytes is still being copied for a while.
  setTimeout(() => URL.revokeObjectURL(address), 600_000);
}
