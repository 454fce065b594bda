// The scripts that are shipped: built as for an installer, loaded with a stand-in for electron, and used from a page's side.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const run = promisify(execFile);
let folder: string;
let report: {
  preferences: Record<string, unknown>; url: string; handlers: string[]; order: string[]; required: string[]; exposed: string[]; sentToStrangers: number; sent: string[]; message: unknown; origin: string; events: string[]; components: string[];
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-built-'));
  await run(process.execPath, [join(root, 'scripts', 'build-electron.mjs')], { cwd: root });
  const env = { ...process.env, LUMINORA_LLM_PROVIDER: 'scripted', NODE_NO_WARNINGS: '1' };
  const { stdout } = await run(process.execPath, [join(root, 'electron', 'testing', 'run-built.ts'), '--data', folder], { cwd: folder, env, timeout: 60_000 });
  report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as typeof report;
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the built main script', () => {
  it('opens a sandboxed, isolated window on our own page', () => {
    expect(report.preferences).toMatchObject({ sandbox: true, contextIsolation: true, webSecurity: true, nodeIntegration: false, webviewTag: false, devTools: false, preload: join(root, 'dist', 'electron', 'preload.cjs') });
    expect(report.url).toBe('app://luminora/index.html');
    expect(report.order.indexOf('app.enableSandbox')).toBeLessThan(report.order.indexOf('app.whenReady'));
  });

  it('installs every guard', () => {
    expect(report.handlers).toEqual(expect.arrayContaining(['permission-request', 'permission-check', 'permission-device', 'protocol-app']));
  });

  it('runs the engine with its native parts and closes it before it ends', () => {
    expect(report.components.filter((component) => component.endsWith(': error'))).toEqual([]);
    expect(report.components).toEqual(expect.arrayContaining(['storage: ok', 'embeddings: ok', 'vectors: ok']));
    expect(report.order.at(-1)).toBe('ended');
  });
});

describe('the built preload script', () => {
  it('needs electron alone and exposes nothing', () => {
    expect([report.required, report.exposed]).toEqual([['electron'], []]);
    const code = readFileSync(join(root, 'dist', 'electron', 'preload.cjs'), 'utf8');
    expect(code).not.toMatch(/contextBridge|exposeInMainWorld/);
    expect(code.length).toBeLessThan(4000);
  });

  it('passes on only what our own page asks, and one port comes back that carries a whole turn', () => {
    expect([report.sentToStrangers, report.sent]).toEqual([0, ['luminora-port-request']]);
    expect([report.message, report.origin]).toEqual([{ type: 'luminora-port' }, 'app://luminora']);
    expect([report.events[0], report.events.at(-1)]).toEqual(['message-saved', 'turn-end']);
  });
});
