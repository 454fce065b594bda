import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultDataFolder, makePrivateFolder, writePrivateFile } from './data-folder.ts';

describe('the data folder', () => {
  it('has a default of the system\'s', () => {
    expect(isAbsolute(defaultDataFolder())).toBe(true);
    expect(defaultDataFolder()).toMatch(/luminora/i);
  });

  it('is private, and so are the files written into it', () => {
    const root = mkdtempSync(join(tmpdir(), 'luminora-folder-'));
    const folder = join(root, 'a', 'b');
    makePrivateFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    mkdirSync(join(root, 'open'), { mode: 0o755 });
    makePrivateFolder(join(root, 'open'));
    expect(statSync(join(root, 'open')).mode & 0o777).toBe(0o700);
    writePrivateFile(folder, 'x.json', 'one');
    writePrivateFile(folder, 'x.json', 'two ñ');
    expect(readFileSync(join(folder, 'x.json'), 'utf8')).toBe('two ñ');
    expect(statSync(join(folder, 'x.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['x.json']);
    rmSync(root, { recursive: true, force: true });
  });

  it.runIf(process.platform === 'linux')('that can never be made fails at once', () => {
    expect(() => makePrivateFolder('/proc/luminora/data')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});
