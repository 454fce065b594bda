// Who has a data folder, as seen from inside one process; across processes it is tested with real kills in core/testing/kill.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder, OWNER_FILE, readDataFolderOwner, type DataFolderLock } from './sqlite-lock.ts';

let folder = '';
const locks: DataFolderLock[] = [];
beforeEach(() => { folder = fs.mkdtempSync(join(tmpdir(), 'luminora-lock-')); });
afterEach(() => {
  for (const lock of locks.splice(0)) lock.release();
  fs.rmSync(folder, { recursive: true });
});
function lock(): DataFolderLock {
  const taken = lockDataFolder(folder, { pid: process.pid });
  locks.push(taken);
  return taken;
}

describe('the lock of a data folder', () => {
  it('names its owner to whoever comes second, and where it answers once that is known', () => {
    const first = lock();
    expect(lock).toThrow(expect.objectContaining({ code: 'data_folder_in_use', details: { path: folder, pid: process.pid, url: null, address_file: join(folder, OWNER_FILE) } }));
    first.publish({ url: 'http://127.0.0.1:1', token: 'secret-token' });
    expect(lock).toThrow(/which answers at http:\/\/127\.0\.0\.1:1\./);
    expect(lock).not.toThrow(/secret-token/);
    expect(readDataFolderOwner(folder)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:1', token: 'secret-token' });
    for (const name of [OWNER_FILE, 'lock.db']) expect(fs.statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('speaks of another process where the owner is not named', () => {
    lock();
    fs.rmSync(join(folder, OWNER_FILE));
    expect(lock).toThrow(expect.objectContaining({ message: expect.stringContaining('another process'), details: expect.objectContaining({ pid: null }) }));
  });

  it('is given back once, with its name, and can be taken again', () => {
    const first = lock();
    first.release();
    expect([fs.existsSync(join(folder, OWNER_FILE)), readDataFolderOwner(folder)]).toEqual([false, null]);
    lock();
    first.release();
    expect(readDataFolderOwner(folder)).toEqual({ pid: process.pid });
  });

  it('believes no owner that is gone or cannot be read', () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    for (const text of [JSON.stringify({ pid: gone }), '{"pid":', '{"pid":"1"}', 'null']) {
      fs.writeFileSync(join(folder, OWNER_FILE), text);
      expect(readDataFolderOwner(folder), text).toBeNull();
    }
    lock();
  });

  it('is given back when the owner cannot write its name', () => {
    fs.mkdirSync(join(folder, OWNER_FILE));
    expect(lock).toThrow(expect.objectContaining({ code: 'storage_failed' }));
    fs.rmdirSync(join(folder, OWNER_FILE));
    lock();
  });

  it('is storage_failed where its file is no file', () => {
    fs.mkdirSync(join(folder, 'lock.db'));
    expect(lock).toThrow(expect.objectContaining({ code: expect.stringMatching(/^storage_/) }));
  });
});
