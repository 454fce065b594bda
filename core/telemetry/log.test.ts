import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LuminoraError } from '../contract/errors.ts';
import { createIdSource } from '../lib/ids.ts';
import { toReportableError } from './incident.ts';
import { createLog, type LogLevel } from './log.ts';
import { createSecretVault } from './scrub.ts';

const clock = { now: () => 1_800_000_000_000 };
let folder = '';
beforeAll(async () => { folder = await fs.mkdtemp(path.join(os.tmpdir(), 'luminora-log-')); });
afterAll(() => fs.rm(folder, { recursive: true }));

function memoryLog(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const vault = createSecretVault();
  const writer = createLog({ level, target: { kind: 'custom', write: (line) => lines.push(line) }, clock, vault });
  return { ...writer, vault, lines, text: () => lines.join('') };
}

describe('the log', () => {
  it('writes JSON lines with time, level, scope, event and fields', () => {
    const { log, lines, setLevel } = memoryLog('info');
    log.child('chat').child('turn').info('turn-end', { ms: 12 });
    log.debug('too-small', {});
    setLevel('debug');
    log.debug('now-seen');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'info', time: clock.now(), scope: 'chat.turn', fields: { ms: 12 }, event: 'turn-end' }, { level: 'debug', time: clock.now(), fields: {}, event: 'now-seen' },
    ]);
    expect(lines.every((line) => line.endsWith('}\n'))).toBe(true);
  });

  it('keeps a planted secret out, inside an error text, in every form it may travel in', () => {
    const { log, vault, text } = memoryLog();
    const secret = 'hunter2/"key"+canary';
    vault.add(secret);
    const bytes = Buffer.from(secret);
    log.error('provider-failed', { error: new Error(`401: invalid key ${secret}`, { cause: new Error(`in ${encodeURIComponent(secret)}`) }), note: [bytes.toString('base64'), bytes.toString('hex'), { [secret]: JSON.stringify(secret) }, secret.slice(0, 12)] });
    log.warn(secret);
    for (const form of ['hunter2', 'canary', bytes.toString('base64'), bytes.toString('hex')]) expect(text()).not.toContain(form);
    expect(text()).toContain('401: invalid key [secret]');
    expect(text().trim().split('\n').map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['error', 'warn']);
  });

  it('would show the secret if it were not scrubbed', () => {
    const { log, text } = memoryLog();
    log.error('x', { error: new Error('401: invalid key hunter2-canary') });
    expect(text()).toContain('hunter2-canary');
  });

  it('hides secret fields, keys nobody told it of, passwords in addresses, and what a user wrote', () => {
    const { log, text } = memoryLog();
    log.info('x', { api_key: 'aaa-canary', headers: { Authorization: 'Bearer bbb-canary', apiKey: 'ccc-canary' }, url: 'redis://user:ddd-canary@host/1', note: 'key sk-canary12345678', text: 'mi perro canary', messages: [{ content: 'canary' }], recalled: { query: ['canary'] } });
    expect(text()).not.toContain('canary');
    expect(text()).toContain('[15 characters]');
  });

  it('writes no control character, whatever comes in', () => {
    const { log, text } = memoryLog();
    for (let code = 0; code < 0xa0; code += 1) log.info(`e${String.fromCharCode(code)}`, { note: `a${String.fromCharCode(code)}b`, [`k${String.fromCharCode(code)}`]: '\u001b]8;;http://x\u0007\u202e' });
    expect(text()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    for (const line of text().trim().split('\n')) JSON.parse(line);
  });

  it('takes no short word for a secret, and nothing for one', () => {
    const { log, vault, text } = memoryLog();
    vault.add(undefined);
    vault.add('perro');
    vault.add('hunter22');
    log.info('x', { note: 'el perro hunter22' });
    expect(text()).toContain('el perro [secret]');
  });

  it('keeps the code of an error and does without a stack', () => {
    const { log, vault, lines } = memoryLog();
    vault.add('hunter2-canary');
    const error = Object.assign(new Error('x'), { code: 'ECONNREFUSED hunter2-canary' });
    delete error.stack;
    log.error('x', { error });
    expect(JSON.parse(lines[0]!)).toMatchObject({ fields: { error: { code: 'ECONNREFUSED [secret]', stack: [] } } });
  });

  it('takes any value without failing', () => {
    const { log, lines } = memoryLog();
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    log.info('x', { loop, big: 1n, fn: () => 1, symbol: Symbol('s'), view: new Float32Array(3), none: undefined, list: Array.from({ length: 99 }, (_, index) => index), long: 'y'.repeat(9999) });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ fields: { big: 'bigint', view: '[12 bytes]' } });
    expect(lines[0]?.length).toBeLessThan(4000);
  });
});

describe('the log file', () => {
  it('is 0600 and put aside by size, keeping the newest', async () => {
    const file = path.join(folder, 'logs', 'luminora.log');
    const { log, close } = createLog({ level: 'info', target: { kind: 'file', file, maxBytes: 1000, files: 3 }, clock, vault: createSecretVault() });
    for (let index = 0; index < 60; index += 1) log.info('step', { index });
    close();
    const names = (await fs.readdir(path.dirname(file))).sort();
    expect(names).toEqual(['luminora.log', 'luminora.log.1', 'luminora.log.2']);
    for (const name of names) {
      const stat = await fs.stat(path.join(path.dirname(file), name));
      expect([stat.mode & 0o777, stat.size <= 1000]).toEqual([0o600, true]);
    }
    expect(await fs.readFile(file, 'utf8')).toContain('"index":59');
  });

  it('is one file when one is kept, never larger than allowed, and can be closed twice', async () => {
    const file = path.join(folder, 'one', 'luminora.log');
    const { log, close } = createLog({ level: 'info', target: { kind: 'file', file, maxBytes: 500, files: 1 }, clock, vault: createSecretVault() });
    for (let index = 0; index < 20; index += 1) log.info('step', { index });
    close();
    close();
    expect(await fs.readdir(path.dirname(file))).toEqual(['luminora.log']);
    expect((await fs.stat(file)).size).toBeLessThanOrEqual(500);
    expect(await fs.readFile(file, 'utf8')).toContain('"index":19');
  });

  it('goes to stderr when asked, never to stdout', () => {
    const seen: string[] = [];
    const write = (stream: string) => (chunk: string | Uint8Array) => seen.push(`${stream} ${String(chunk)}`) > 0;
    const spies = [vi.spyOn(process.stderr, 'write').mockImplementation(write('stderr')), vi.spyOn(process.stdout, 'write').mockImplementation(write('stdout'))];
    const { log, dropped, close } = createLog({ level: 'info', target: { kind: 'stderr' }, clock, vault: createSecretVault() });
    log.info('step');
    close();
    for (const spy of spies) spy.mockRestore();
    expect(seen).toEqual([expect.stringMatching(/^stderr .*"event":"step"/)]);
    expect(dropped()).toBe(0);
  });

  it('does not stop the program when it cannot be written', async () => {
    await fs.writeFile(path.join(folder, 'not-a-folder'), '');
    const { log, dropped } = createLog({ level: 'info', target: { kind: 'file', file: path.join(folder, 'not-a-folder', 'x.log'), maxBytes: 1000, files: 1 }, clock, vault: createSecretVault() });
    log.info('step');
    expect(dropped()).toBe(1);
  });
});

describe('toReportableError', () => {
  it('gives a number for the person and keeps the text in the log', () => {
    const { log, text } = memoryLog();
    const deps = { log, ids: createIdSource(clock) };
    const own = new LuminoraError('not_found', 'gone');
    expect(toReportableError(own, deps)).toBe(own);
    const made = toReportableError(new TypeError('x is not a function'), deps);
    expect(made.code).toBe('internal');
    expect(made.message).not.toContain('not a function');
    expect(text()).toContain(String(made.details['incident_id']));
    expect(text()).toContain('x is not a function');
    expect(toReportableError('thrown words of a user', deps).code).toBe('internal');
    expect(text()).not.toContain('words of a user');
  });
});
