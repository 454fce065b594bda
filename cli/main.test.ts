// The command line as processes: ready, shared, ended, killed, misconfigured.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOldNode, startBin, type Running } from './testing/run-bin.ts';

const scripted = ['--set', 'llm_provider.name=scripted'];
const oldNode = findOldNode();
let folder: string;
let running: Running[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-cli-'));
  running = [];
});
afterEach(async () => {
  for (const each of running) each.child.kill('SIGKILL');
  await Promise.all(running.map((each) => each.finished));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function start(words: string[], options: Parameters<typeof startBin>[1] = {}): Running {
  const each = startBin(words, options);
  running.push(each);
  return each;
}
function serve(options: Parameters<typeof startBin>[1] = {}): Running {
  return start(['serve', '--data', folder, '--port', '0', '--json', ...scripted], options);
}
async function addressOf(server: Running): Promise<{ url: string; token: string; open_url: string }> {
  return JSON.parse(await server.firstLine) as { url: string; token: string; open_url: string };
}

describe('luminora serve', () => {
  it('prints one line when ready, answers, and ends cleanly when told to', async () => {
    const server = serve();
    const { url, token, open_url: openUrl } = await addressOf(server);
    expect(openUrl).toMatch(new RegExp(`^${url}/#code=[\\w-]+$`));
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${url}/api/v1/health`, { headers })).status).toBe(200);
    expect((await fetch(`${url}/api/v1/health`)).status).toBe(401);
    server.child.kill('SIGTERM');
    const { status, output, errors } = await server.finished;
    expect([status, output.split('\n').length, errors]).toEqual([0, 2, '']);
  }, 30_000);

  it('is found by the next processes, which use it instead of the folder', async () => {
    const server = serve();
    const { url, token } = await addressOf(server);
    const second = JSON.parse((await start(['serve', '--data', folder, '--json']).finished).output) as { url: string; token: string; open_url: string };
    expect([second.url, second.token]).toEqual([url, token]);
    const exchanged = await fetch(`${url}/auth/exchange`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: second.open_url.split('#code=')[1] }) });
    expect(exchanged.status).toBe(200);
    const [chat, health, models] = await Promise.all([
      start(['chat', '--data', folder], { input: 'Mi perro se llama Max\n/why\n/search Max\n/quit\n' }).finished,
      start(['health', '--data', folder, '--json']).finished, start(['models', 'list', '--data', folder, '--json']).finished,
    ]);
    expect([chat.status, health.status, models.status]).toEqual([0, 0, 0]);
    expect(chat.output).toContain('Mi perro se llama Max');
    expect((JSON.parse(health.output) as { components: unknown[] }).components.length).toBeGreaterThan(1);
  }, 300_000);

  it('names the process that has the folder when that one cannot be talked to', async () => {
    const server = serve();
    await server.firstLine;
    const { pid } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { pid: number };
    writeFileSync(join(folder, 'server.json'), JSON.stringify({ pid }));
    const health = await start(['health', '--data', folder]).finished;
    expect([health.status, health.errors.includes(String(pid))]).toEqual([11, true]);
    writeFileSync(join(folder, 'server.json'), JSON.stringify({ pid, url: 'http://evil.example:80', token: 'x' }));
    expect((await start(['health', '--data', folder]).finished).status).toBe(11);
  }, 300_000);

  it.runIf(oldNode !== undefined)('hands over from an old Node, passes signals on, and does not outlive a killed one', async () => {
    const server = serve(oldNode === undefined ? {} : { node: oldNode });
    const { url } = await addressOf(server);
    server.child.kill('SIGTERM');
    expect((await server.finished).status).toBe(0);
    await expect(fetch(url)).rejects.toThrow();

    const killed = serve(oldNode === undefined ? {} : { node: oldNode });
    const address = await addressOf(killed);
    killed.child.kill('SIGKILL');
    await expect.poll(() => fetch(address.url).then(() => 'alive', () => 'gone'), { timeout: 3000 }).toBe('gone');
    const next = serve();
    expect((await addressOf(next)).url).toMatch(/^http:/);
  }, 300_000);
});

describe('luminora chat', () => {
  it('talks, explains, and goes on with the same session after a restart', async () => {
    const first = await start(['chat', '--data', folder, ...scripted], { input: 'Mi perro se llama Max\n' }).finished;
    expect([first.status, first.output]).toEqual([0, expect.stringContaining('Mi perro se llama Max')]);
    const second = await start(['chat', '--data', folder, '--lang', 'es', ...scripted], { input: '¿Cómo se llama mi perro?\n/why\n/nada\n/help\n' }).finished;
    expect(second.output).toMatch(/Recordado:[\s\S]*Max/);
    expect(second.output).toContain('No existe la orden /nada');
    const events = await start(['chat', '--data', folder, '--json', ...scripted], { input: 'hola\n' }).finished;
    const types = events.output.trim().split('\n').map((line) => (JSON.parse(line) as { type: string }).type);
    expect([types[0], types.at(-1)]).toEqual(['message-saved', 'turn-end']);
  }, 300_000);

  it('tells a session that is not there, with its exit status', async () => {
    const { status, errors } = await start(['chat', '--data', folder, '--session', 'absent', ...scripted], { input: 'hola\n' }).finished;
    expect([status, errors.includes('absent')]).toEqual([3, true]);
  }, 30_000);
});

describe('a wrong configuration', () => {
  it('is told with file, place, what is there, what belongs there and what to do; status 2; the file is left alone', async () => {
    const file = join(folder, 'config.json');
    const text = '{\n  // mine\n  "server": { "port": "eighty" }\n}\n';
    writeFileSync(file, text);
    const { status, errors } = await start(['serve', '--data', folder, '--json']).finished;
    const { error } = JSON.parse(errors) as { error: { code: string; details: { issues: object[] } } };
    expect([status, error.code]).toEqual([2, 'invalid_configuration']);
    expect(error.details.issues[0]).toMatchObject({ file, path: 'server.port', line: 3, got: expect.any(String) as string, expected: expect.any(String) as string, next_step: expect.any(String) as string });
    const plain = await start(['health', '--data', folder, '--lang', 'es']).finished;
    expect(plain.errors).toContain('server.port');
    expect(plain.errors).toContain('Qué hacer');
    expect(plain.errors).not.toMatch(/\n\s+at /);
    expect(readFileSync(file, 'utf8')).toBe(text);
  }, 30_000);

  it('on the command line is status 2 as well', async () => {
    for (const words of [['serve', '--port', 'abc'], ['serve', '--set', 'nothing'], ['serve', '--lang', 'fr'], ['nowhere'], ['models', 'fetch'], ['serve', '--port']]) {
      const { status, errors } = await start([...words, '--data', folder]).finished;
      expect([words, status, errors === '']).toEqual([words, 2, false]);
    }
  }, 30_000);
});

describe('luminora companions', () => {
  const companions = (...words: string[]) => start(['companions', ...words, '--data', folder, ...scripted]).finished;
  it('lists who there is, writes one to a file once, and reads it back as another', async () => {
    const list = await companions('list', '--lang', 'es');
    expect([list.status, list.output]).toEqual([0, expect.stringMatching(/^luna +Luna \(recién conocidos\) {2}Una compañera tranquila/m)]);
    const file = join(folder, 'luna.png');
    expect((await companions('export', 'luna', '--to', file)).status).toBe(0);
    const before = readFileSync(file);
    expect((await companions('export', 'luna', '--to', file)).status).toBe(2);
    expect(readFileSync(file).equals(before)).toBe(true);
    const imported = await companions('import', file, '--json');
    expect(JSON.parse(imported.output)).toMatchObject({ personality: { id: 'luna_2', is_shipped: false }, findings: [] });
    for (const wrong of [['import', join(folder, 'none.png')], ['export', 'luna', '--format', 'gif']]) expect((await companions(...wrong)).status).toBe(2);
  }, 300_000);
});
