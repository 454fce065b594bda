import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OWNER_FILE, lockDataFolder, readDataFolderOwner } from '../../providers/storage/sqlite-lock.ts';

type Owner = { child: ChildProcess; pid: number; line: string };

describe('one process owns a data folder', () => {
  let root: string;
  let folder: string;
  let started: ChildProcess[];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'luminora-owner-'));
    folder = join(root, 'data');
    started = [];
  });
  afterEach(() => {
    for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  const start = (): Promise<Owner> => new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'owner.ts'), folder], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compile-cache') } });
    started.push(child);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith('\n')) done({ child, pid: child.pid ?? 0, line: text.trim() });
    });
    child.on('error', fail);
    child.on('close', () => fail(new Error(`ended without a word: ${text}`)));
  });
  const ended = (owner: Owner): Promise<void> => new Promise((done) => { owner.child.once('close', () => done()); });
  const refusal = (): unknown => {
    try {
      lockDataFolder(folder, { pid: process.pid }).release();
      return null;
    } catch (error) {
      return error;
    }
  };

  it('and a second one is told which, for 20 rounds of kill -9 and orderly ends', async () => {
    for (let round = 0; round < 20; round += 1) {
      const owner = await start();
      expect(owner.line).toBe('owner');
      expect(refusal()).toMatchObject({
        code: 'data_folder_in_use', message: expect.stringContaining(`process ${owner.pid}`),
        details: { path: folder, pid: owner.pid, url: `http://127.0.0.1:${owner.pid}`, address_file: join(folder, OWNER_FILE) },
      });
      if (round % 5 === 0) {
        const second = await start();
        expect(JSON.parse(second.line)).toMatchObject({ code: 'data_folder_in_use', details: { pid: owner.pid } });
      }
      const gone = ended(owner);
      if (round % 2 === 0) owner.child.kill('SIGKILL');
      else owner.child.stdin?.end();
      await gone;
      expect(refusal()).toBeNull();
    }
  }, 300_000);

  it('of several that start at once exactly one gets it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const all = await Promise.all([start(), start(), start(), start()]);
      const owners = all.filter((one) => one.line === 'owner');
      expect(owners).toHaveLength(1);
      for (const other of all) if (other.line !== 'owner') expect(JSON.parse(other.line)).toMatchObject({ code: 'data_folder_in_use', details: { pid: owners[0]?.pid } });
      const gone = owners.map(ended);
      for (const owner of owners) owner.child.kill('SIGKILL');
      await Promise.all(gone);
    }
  }, 120_000);

  it('says where it can be reached, privately, and takes that back when it ends', async () => {
    const lock = lockDataFolder(folder, { pid: process.pid });
    expect(readDataFolderOwner(folder)).toEqual({ pid: process.pid });
    lock.publish({ url: 'http://127.0.0.1:1', token: 't' });
    expect(readDataFolderOwner(folder)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:1', token: 't' });
    expect(statSync(join(folder, OWNER_FILE)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'lock.db')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    lock.release();
    lock.release();
    expect(readDataFolderOwner(folder)).toBeNull();
    lockDataFolder(folder, { pid: process.pid }).release();
  });

  it('a process that could not write its name can try again', () => {
    mkdirSync(join(folder, OWNER_FILE, 'in the way'), { recursive: true });
    expect(() => lockDataFolder(folder, { pid: process.pid })).toThrow(expect.objectContaining({ code: 'storage_failed' }));
    rmSync(join(folder, OWNER_FILE), { recursive: true });
    lockDataFolder(folder, { pid: process.pid }).release();
  });

  it('does not take the name a killed process left for an owner', async () => {
    const owner = await start();
    const gone = ended(owner);
    owner.child.kill('SIGKILL');
    await gone;
    expect(readDataFolderOwner(folder)).toBeNull();
  });
});
