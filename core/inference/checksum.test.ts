// Model files are believed by their hash only; a remembered hash counts only for the very same file.
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileVerifier } from './checksum.ts';
import { isMainlyInScripts } from './scripts.ts';

let scratch = '';
beforeAll(async () => { scratch = await mkdtemp(join(tmpdir(), 'luminora-checksum-')); });
afterAll(() => rm(scratch, { recursive: true }));
const expected = (text: string) => ({ size_bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') });

describe('the file verifier', () => {
  it('tells what is missing, no file, of another size or of other bytes', async () => {
    const file = join(scratch, 'model');
    await writeFile(file, 'weights');
    const verifier = createFileVerifier(null);
    await verifier.verify(file, expected('weights'));
    await expect(verifier.verify(join(scratch, 'none'), expected('weights'))).rejects.toMatchObject({ code: 'model_missing' });
    await expect(verifier.verify(scratch, expected('weights'))).rejects.toMatchObject({ code: 'model_damaged', message: expect.stringContaining('not a file') });
    await expect(verifier.verify(file, expected('weight'))).rejects.toMatchObject({ message: expect.stringContaining('7 bytes instead of 6') });
    await expect(verifier.verify(file, expected('WEIGHTS'))).rejects.toMatchObject({ message: expect.stringContaining('SHA-256') });
  });

  it('remembers a hash between runs, and not for a file that was changed behind its back', async () => {
    const [file, memory] = [join(scratch, 'kept'), join(scratch, 'deep', 'checksums.json')];
    await writeFile(file, 'weights');
    await createFileVerifier(memory).verify(file, expected('weights'));
    const remembered = JSON.parse(await readFile(memory, 'utf8')) as Record<string, { sha256: string }>;
    expect(remembered[file]?.sha256).toBe(expected('weights').sha256);
    // What is remembered is used: a planted hash makes the right file look wrong.
    remembered[file]!.sha256 = 'planted';
    await writeFile(memory, JSON.stringify(remembered));
    await expect(createFileVerifier(memory).verify(file, expected('weights'))).rejects.toMatchObject({ code: 'model_damaged' });
    const { atime, mtime } = await stat(file);
    await writeFile(file, 'WEIGHTS');
    await utimes(file, atime, mtime);
    await expect(createFileVerifier(memory).verify(file, expected('weights'))).rejects.toMatchObject({ code: 'model_damaged' });
    await createFileVerifier(memory).verify(file, expected('WEIGHTS'));
  });

  it('reads again when told to: what is found replaces what is remembered, also between runs, and entries of others stay', async () => {
    const [file, other, memory] = [join(scratch, 'rotten'), join(scratch, 'other'), join(scratch, 'again.json')];
    await writeFile(file, 'wEights');
    await writeFile(other, 'other');
    const verifier = createFileVerifier(memory);
    await verifier.verify(file, expected('wEights'));
    // As after bytes have rotted on the disk: the file looks untouched, and what is remembered is its good hash.
    const kept = JSON.parse(await readFile(memory, 'utf8')) as Record<string, { sha256: string }>;
    kept[file]!.sha256 = expected('weights').sha256;
    await writeFile(memory, JSON.stringify(kept));
    const fooled = createFileVerifier(memory);
    await fooled.verify(file, expected('weights'));
    await verifier.verify(other, expected('other'));
    expect(await fooled.readAgain(file)).toBe(expected('wEights').sha256);
    for (const one of [fooled, createFileVerifier(memory)]) await expect(one.verify(file, expected('weights'))).rejects.toMatchObject({ code: 'model_damaged' });
    expect(Object.keys(JSON.parse(await readFile(memory, 'utf8')) as object).sort()).toEqual([other, file].sort());
    await rm(file);
    await expect(fooled.readAgain(file)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(Object.keys(JSON.parse(await readFile(memory, 'utf8')) as object)).toEqual([other]);
  });

  it('does without a memory that is damaged or cannot be written', async () => {
    const file = join(scratch, 'plain');
    await writeFile(file, 'weights');
    const damaged = join(scratch, 'damaged.json');
    await writeFile(damaged, '{"x":5}');
    await createFileVerifier(damaged).verify(file, expected('weights'));
    expect(Object.keys(JSON.parse(await readFile(damaged, 'utf8')) as object)).toEqual([file]);
    const blocked = createFileVerifier(join(file, 'below-a-file.json'));
    await blocked.verify(file, expected('weights'));
    await expect(blocked.verify(file, expected('WEIGHTS'))).rejects.toMatchObject({ code: 'model_damaged' });
  });
});

describe('writing systems', () => {
  it('are judged by most letters, of the beginning of a long text, and not at all where any will do', () => {
    expect(isMainlyInScripts('你好', null)).toBe(true);
    expect(isMainlyInScripts('12 + 3 🙂', ['Latin'])).toBe(true);
    expect(isMainlyInScripts(`${'hola '.repeat(900)}${'你好'.repeat(9000)}`, ['Latin'])).toBe(true);
    expect(isMainlyInScripts('ok 你好', ['Latin'])).toBe(true);
    expect(isMainlyInScripts('ok 你好吗', ['Latin'])).toBe(false);
    expect(isMainlyInScripts('ok 你好吗', ['Latin', 'Han'])).toBe(true);
  });
});
