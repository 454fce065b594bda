// The bootstrap's own rules: flags, progress, staleness, the lockfile, and what npm test counts.
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingPlatformPackages, platformEntry } from '../complete-lockfile.mjs';
import { countPlaywright, countVitest, groupReasons, summaryLine } from '../testing/counts.mjs';
import { buildIfStale, fingerprint } from './built.mjs';
import { chooseDesktop } from './electron.mjs';
import { readFlags } from './flags.mjs';
import { defaultModel, hasModel } from './models.mjs';
import { createProgressLine, downloadText, formatBytes, formatSeconds } from './progress.mjs';
import { root } from './project.mjs';

describe('flags', () => {
  it('pass through to the server, --open added when nothing speaks against it', () => {
    expect(readFlags(['--data', 'x']).serve).toEqual(['serve', '--data', 'x', '--open']);
    expect(readFlags(['--no-open', '--data=x', '--port', '0', '--json']).serve).toEqual(['serve', '--no-open', '--data=x', '--port', '0', '--json']);
    expect(readFlags(['--browser', '--no-models']).serve).toEqual(['serve', '--open']);
  });

  it('say which folder, which settings and which host', () => {
    expect(readFlags(['--data=a b', '--config', 'c.json', '--set', 'a.b=1', '--set=c.d=x=y'])).toMatchObject({ data: 'a b', config: 'c.json', settings: { 'a.b': '1', 'c.d': 'x=y' }, isHeadless: false, isJson: false });
    expect(readFlags(['--port', '0'])).toMatchObject({ isHeadless: true, headlessBecause: '--port' });
    expect(chooseDesktop(readFlags(['--json']), () => {})).toEqual({ reason: '--json was given' });
  });
});

describe('progress', () => {
  it('shows bytes, speed and time left', () => {
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(253_113_024)).toBe('253 MB');
    expect(formatSeconds(75)).toBe('1 min 15 s');
    expect(downloadText({ completed_bytes: 50_000_000, total_bytes: 100_000_000, bytes_per_second: 10_000_000, status: 'downloading' })).toMatch(/50 % {2}50\.0 MB of 100 MB {2}10\.0 MB\/s {2}5 s left {2}downloading$/);
    expect(downloadText({ completed_bytes: 5, total_bytes: null, bytes_per_second: null })).toBe('5 B');
  });

  it('rewrites one line in a terminal and writes seldom into a file', () => {
    const write = (isTTY) => {
      const texts = [];
      let time = 0;
      const line = createProgressLine({ isTTY, columns: 40, write: (text) => texts.push(text) }, { plainEveryMs: 1000, now: () => time });
      for (; time < 2500; time += 100) line.update(`at ${time}`);
      line.end('done');
      return texts;
    };
    expect(write(false)).toEqual(['at 0\n', 'at 1000\n', 'at 2000\n', 'done\n']);
    expect(write(true).every((text) => text.startsWith('\r'))).toBe(true);
  });
});

describe('a bundle', () => {
  it('is built when a source changes, and only then', async () => {
    const folder = mkdtempSync(join(root, '.cache-test-'));
    try {
      const path = relative(root, folder);
      const source = join(folder, 'a.ts');
      writeFileSync(source, '1');
      let builds = 0;
      const target = { name: `test-${path}`, sources: [`${path}/a.ts`], result: `${path}/a.ts`, build: async () => { builds += 1; } };
      expect(await buildIfStale(target)).toBe(true);
      expect(await buildIfStale(target)).toBe(false);
      utimesSync(source, 1, 1);
      expect(await buildIfStale(target)).toBe(true);
      expect(builds).toBe(2);
      const before = fingerprint([path]);
      writeFileSync(join(folder, 'a.test.ts'), 'a test is no source');
      expect(fingerprint([path])).toBe(before);
    } finally {
      rmSync(join(root, 'dist', `.test-${relative(root, folder)}.stamp`), { force: true });
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the default model', () => {
  it('is there only when the file is whole', () => {
    const folder = mkdtempSync(join(root, '.cache-test-'));
    try {
      const model = { ...defaultModel(), file: { path: 'small.gguf', size_bytes: 4 } };
      expect(hasModel(folder, model)).toBe(false);
      writeFileSync(join(folder, 'small.gguf'), 'abc');
      expect(hasModel(folder, model)).toBe(false);
      writeFileSync(join(folder, 'small.gguf'), 'abcd');
      expect(hasModel(folder, model)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the lockfile', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('holds every platform: run node scripts/complete-lockfile.mjs after npm install', () => expect(Object.keys(missingPlatformPackages(lock))).toEqual([]));

  it('names no host and exact versions only', () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('lets only reviewed packages run install scripts', () => {
    const withScripts = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript).map(([path]) => path.split('node_modules/').at(-1));
    expect(withScripts.filter((name) => manifest.allowScripts[name] === undefined)).toEqual([]);
  });

  it('reads a platform from a package name', () => {
    expect(platformEntry('@oxlint/binding-linux-x64-musl', '1.0.0')).toEqual({ version: '1.0.0', cpu: ['x64'], libc: ['musl'], optional: true, os: ['linux'] });
    expect(platformEntry('@node-llama-cpp/mac-arm64-metal', '1.0.0')).toEqual({ version: '1.0.0', cpu: ['arm64'], optional: true, os: ['darwin'] });
    expect(platformEntry('some-library', '1.0.0')).toBeNull();
  });
});

describe('counting', () => {
  it("reads vitest's report: a file that does not load is a failure", () => {
    const report = { testResults: [
      { name: 'a', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'x' }, { status: 'pending', fullName: 'needs a part' }] },
      { name: 'b', status: 'failed', assertionResults: [] },
      { name: 'c', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'y', failureMessages: ['\u001b[31mAssertionError\u001b[39m: 1 is not 2\n  at z'] }] },
    ] };
    const { failures, ...counts } = countVitest(report);
    expect(counts).toEqual({ passed: 1, failed: 2, skipped: 1, reasons: ['needs a part'] });
    expect(failures.map((failure) => failure.replace(/^\S+ > /, ''))).toEqual(['y: AssertionError: 1 is not 2', 'the file itself: no message']);
  });

  it("reads Playwright's report with the reasons of what was skipped", () => {
    const test = (status, annotations = []) => ({ title: 'spec', tests: [{ status, annotations, projectName: 'electron', results: status === 'unexpected' ? [{ error: { message: 'Expected: 1' } }] : [] }] });
    const report = { errors: [], suites: [{ title: 'f', specs: [test('expected')], suites: [{ title: 'g', specs: [test('unexpected'), test('skipped', [{ type: 'skip', description: 'no binary' }])] }] }] };
    expect(countPlaywright(report)).toEqual({ passed: 1, failed: 1, skipped: 1, reasons: ['electron: no binary'], failures: ['e2e/specs > electron: f > g > spec: Expected: 1'] });
  });

  it('ends with one line', () => {
    expect(summaryLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed');
    expect(summaryLine({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped');
    expect(groupReasons(['a', 'b', 'a'])).toEqual(['a (2 times)', 'b']);
  });
});
