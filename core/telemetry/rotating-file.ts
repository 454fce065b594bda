// A log file that is put aside when it has grown too large. Mode 0600. A disk that is full or gone never stops the program.
import * as fs from 'node:fs';
import * as path from 'node:path';

export type RotatingFile = {
  write(line: string): void;
  /** Lines that could not be written. */
  dropped(): number;
  close(): void;
};

/** @param files how many are kept, the present one included: log, log.1, log.2, ... */
export function createRotatingFile(options: { file: string; maxBytes: number; files: number }): RotatingFile {
  const { file, maxBytes, files } = options;
  let handle: number | undefined;
  let size = 0;
  let dropped = 0;

  function open(): number {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const opened = fs.openSync(file, 'a', 0o600);
    fs.fchmodSync(opened, 0o600);
    size = fs.fstatSync(opened).size;
    return opened;
  }
  function close(): void {
    if (handle !== undefined) fs.closeSync(handle);
    handle = undefined;
  }
  function rotate(): void {
    close();
    if (files === 1) fs.rmSync(file, { force: true });
    for (let number = files - 1; number >= 1; number -= 1) {
      const from = number === 1 ? file : `${file}.${number - 1}`;
      if (fs.existsSync(from)) fs.renameSync(from, `${file}.${number}`);
    }
  }

  return {
    write(line) {
      try {
        handle ??= open();
        const bytes = Buffer.from(line);
        if (size > 0 && size + bytes.length > maxBytes) {
          rotate();
          handle = open();
        }
        size += fs.writeSync(handle, bytes);
      } catch {
        dropped += 1;
      }
    },
    dropped: () => dropped,
    close,
  };
}
