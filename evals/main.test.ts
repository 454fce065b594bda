import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'luminora-evals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const evals = (...args: string[]) => spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8' });
const message = { id: 'x-1', language: 'es', text: 'Me llamo Diego', sent_at: '2026-05-12T12:00:00.000Z', facts: [{ category: 'personal_info', key: 'name', value: 'Diego' }] };

it('names the suites when it is asked for one there is not', () => {
  const { status, stderr } = evals('nothing');
  expect(status).toBe(2);
  expect(stderr).toContain('There is no suite "nothing"');
  expect(stderr).toContain('facts');
});

it('says which folder is missing or holds nothing of the suite', () => {
  expect(evals('facts', '--data', join(folder, 'none'))).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no folder') });
  expect(evals('facts', '--data', folder, '--half', 'development')).toMatchObject({ status: 2, stderr: expect.stringContaining('holds no development.jsonl') });
});

it('measures any folder of the format and ends with one JSON object', () => {
  writeFileSync(join(folder, 'more.jsonl'), `${JSON.stringify(message)}\n`);
  const { status, stdout } = evals('facts', '--data', folder, '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({ suite: 'facts', n: 1, dataset: { files: ['more.jsonl'] }, facts: { es: { precision: 1, recall: 1 } } });
});

it('names the line that is not of the format', () => {
  writeFileSync(join(folder, 'more.jsonl'), `${JSON.stringify(message)}\n{"id": 3}\n`);
  expect(evals('facts', '--data', folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('more.jsonl, line 2') });
});

it('keeps the errors of the sealed half to itself', () => {
  const { status, stdout, stderr } = evals('facts', '--half', 'sealed', '--errors');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('--unseal');
});
