import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'jsonc-parser';
import { loadConfig } from './load.ts';
import { allShapes, batchShape, flatShape, fullShape } from './shapes.ts';
import { changeConfigFile, toWriteError, writeConfigFile } from './write-file.ts';
import { updateConfigText } from './write.ts';

let folder = '';
beforeAll(async () => { folder = await fs.mkdtemp(path.join(os.tmpdir(), 'luminora-write-')); });
afterAll(() => fs.rm(folder, { recursive: true }));

describe('updateConfigText', () => {
  it('changes one value and nothing else', () => {
    const text = '\ufeff{\r\n  // my notes\r\n  "memory": { "recall_limit": 3 }, /* here */\r\n  "mine": { "kept": [1, 2] }\r\n}\r\n';
    expect(updateConfigText(text, { 'memory.recall_limit': 5 })).toBe(text.replace('3', '5'));
  });

  it('adds, removes, and starts from nothing', () => {
    expect(parse(updateConfigText('', { 'server.port': 8080 }))).toEqual({ server: { port: 8080 } });
    expect(updateConfigText('// only a note', { 'server.port': 1 })).toContain('// only a note\n{');
    expect(parse(updateConfigText('{"server":{"port":1},"version":"1"}', { 'server.port': null, 'memory.neighbours': undefined }))).toEqual({ server: {}, version: '1' });
    expect(parse(updateConfigText('{"llm_provider":"ollama"}', { 'llm_provider.config.models.main': 'luna' }))).toEqual({ llm_provider: { name: 'ollama', config: { models: { main: 'luna' } } } });
  });

  it('keeps the spelling the file uses', () => {
    expect(parse(updateConfigText(flatShape, { 'storage_provider.config.connection.host': 'other' }))).toMatchObject({ storage_provider: { config: { host: 'other', port: 5433 } } });
    expect(parse(updateConfigText(batchShape, { 'embedding_provider.batch_processing.batch_size': 5 }))).toEqual({ embedding_provider: { name: 'deepseek', batch_size: 5 } });
  });

  it('keeps the options of a provider that is left and brings them back', async () => {
    const away = updateConfigText(fullShape, { 'llm_provider.name': 'ollama', 'llm_provider.config.models.main': 'luna' });
    expect(away).toContain('// comments are welcome');
    const { config } = await loadConfig({ text: away });
    expect(config.llm_provider.config).toMatchObject({ api_base: 'http://127.0.0.1:11434', models: { main: 'luna' } });
    expect(config.llm_provider.config.api_key_env).toBeUndefined();
    const back = parse(updateConfigText(away, { 'llm_provider.name': 'deepseek' })) as { llm_provider: object };
    expect(back.llm_provider).toMatchObject((parse(fullShape) as { llm_provider: object }).llm_provider);
  });

  it('switches providers only where there is something to switch', () => {
    expect(parse(updateConfigText('{"character":{"name":"A","own":1}}', { 'character.name': 'B' }))).toEqual({ character: { name: 'B', own: 1 } });
    expect(parse(updateConfigText('{}', { 'llm_provider.name': 'ollama' }))).toEqual({ llm_provider: { name: 'ollama' } });
    expect(parse(updateConfigText('{"llm_provider":{"name":"ollama","config":{"x":1}}}', { 'llm_provider.name': 'ollama' }))).toEqual({ llm_provider: { name: 'ollama', config: { x: 1 } } });
    expect(parse(updateConfigText('{"llm_provider":{"config":{"x":1}}}', { 'llm_provider.name': 'ollama' }))).toEqual({ llm_provider: { name: 'ollama', saved: { auto: { config: { x: 1 } } } } });
    expect(parse(updateConfigText('{"embedding_provider":{"config":{"x":1}}}', { 'embedding_provider.name': 'ollama' }))).toEqual({ embedding_provider: { name: 'ollama', config: { x: 1 } } });
    expect(parse(updateConfigText('{"llm_provider":{"name":"openai","saved":{"ollama":{"name":"evil","config":{"y":2}}}}}', { 'llm_provider.name': 'ollama' }))).toEqual({ llm_provider: { name: 'ollama', config: { y: 2 }, saved: {} } });
  });

  it.each(allShapes)('round trip: what is loaded after a write is what was loaded before, plus the change', async (text) => {
    const before = await loadConfig({ text });
    const after = await loadConfig({ text: updateConfigText(text, { 'memory.recall_limit': 21, 'character.personality': 'sol' }) });
    expect(after.config).toEqual({ ...before.config, memory: { ...before.config.memory, recall_limit: 21 }, character: { ...before.config.character, personality: 'sol' } });
  });

  it('refuses what is not a path, what is not JSON, and a place under a plain value', () => {
    expect(() => updateConfigText('{}', { '__proto__.x': 1 })).toThrow('not a setting');
    expect(() => updateConfigText('{', { version: '1' })).toThrow('problem');
    expect(() => updateConfigText('{"server": 5}', { 'server.port': 1 })).toThrow('server.port');
  });
});

describe('the file', () => {
  it('is written whole, with mode 0600, through a link, leaving nothing beside it', async () => {
    const file = path.join(folder, 'deep', 'config.json');
    await writeConfigFile(file, '{"version":"1"}');
    await fs.symlink(file, path.join(folder, 'link.json'));
    await writeConfigFile(path.join(folder, 'link.json'), '{"version":"2"}');
    expect(await fs.readFile(file, 'utf8')).toBe('{"version":"2"}');
    expect((await fs.stat(file)).mode & 0o777).toBe(0o600);
    expect(await fs.readdir(path.dirname(file))).toEqual(['config.json']);
  });

  it('changes only after the result was checked', async () => {
    const file = path.join(folder, 'checked.json');
    await fs.writeFile(file, '{ "server": { "port": 5 } } // mine\n');
    await expect(changeConfigFile({ file, patch: { 'server.port': 70_000 } })).rejects.toMatchObject({ code: 'invalid_configuration' });
    await expect(changeConfigFile({ file, patch: { 'llm_provider.config.api_key': 'x' } })).rejects.toThrow('secret');
    expect(await fs.readFile(file, 'utf8')).toBe('{ "server": { "port": 5 } } // mine\n');
    const { config, provenance } = await changeConfigFile({ file, patch: { 'server.port': 6 } });
    expect([config.server.port, provenance['server.port']?.layer, await fs.readFile(file, 'utf8')]).toEqual([6, 'file', '{ "server": { "port": 6 } } // mine\n']);
  });

  it('is made when there was none, and left alone when nothing changes', async () => {
    const file = path.join(folder, 'new', 'config.json');
    await changeConfigFile({ file, patch: { 'server.port': 6 } });
    expect(parse(await fs.readFile(file, 'utf8'))).toEqual({ server: { port: 6 } });
    const { ino } = await fs.stat(file);
    await changeConfigFile({ file, patch: { 'server.port': 6 } });
    expect((await fs.stat(file)).ino).toBe(ino);
  });

  it('tells a full disk or quota from a folder that cannot be written', async () => {
    const file = path.join(folder, 'blocked');
    await fs.writeFile(file, 'not a folder');
    await expect(writeConfigFile(path.join(file, 'config.json'), '{}')).rejects.toMatchObject({ code: 'storage_failed', message: expect.stringMatching(/EEXIST|ENOTDIR/) });
    for (const code of ['ENOSPC', 'EDQUOT']) expect(toWriteError(file, Object.assign(new Error('x'), { code })).code).toBe('storage_full');
  });

  it('repairs a wrong value in a file that would not load', async () => {
    const file = path.join(folder, 'repair.json');
    await fs.writeFile(file, '{ "server": { "port": "x" } }');
    expect((await changeConfigFile({ file, patch: { 'server.port': 6 } })).config.server.port).toBe(6);
  });

  const canMount = process.platform === 'linux' && process.getuid?.() === 0;
  it.skipIf(!canMount)('survives a full disk at every fill level (needs root to mount a small disk)', async (context) => {
    const disk = path.join(folder, 'disk');
    await fs.mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      context.skip('mounting is not permitted here');
    }
    try {
      const file = path.join(disk, 'config.json');
      const old = `// ${'o'.repeat(9000)}\n{}`;
      let failures = 0;
      for (let used = 0; used <= 64; used += 2) {
        await fs.writeFile(file, old);
        await fs.writeFile(path.join(disk, 'ballast'), Buffer.alloc(used * 1024)).catch(() => undefined);
        const error: unknown = await writeConfigFile(file, `// ${'n'.repeat(9000)}\n{}`).then(() => undefined, (thrown: unknown) => thrown);
        const now = await fs.readFile(file, 'utf8');
        expect(now).toBe(error === undefined ? `// ${'n'.repeat(9000)}\n{}` : old);
        if (error !== undefined) failures += 1;
        if (error !== undefined) expect(error).toMatchObject({ code: 'storage_full' });
        await fs.rm(path.join(disk, 'ballast'), { force: true });
        expect(await fs.readdir(disk)).toEqual(['config.json']);
      }
      expect(failures).toBeGreaterThan(3);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
