// The stages of `npm test`. Each answers { passed, failed, skipped, reasons }; a stage that runs nothing has failed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from '../bootstrap/electron.mjs';
import { modulesFolder, projectEnvironment, projectNode, root } from '../bootstrap/project.mjs';
import { ensureChromium } from './chromium.mjs';
import { countPlaywright, countVitest } from './counts.mjs';
import { describeCoverage } from './coverage.mjs';

const results = join(root, '.cache', 'test-results');
const isRequired = process.env.LUMINORA_REQUIRE_REAL_PARTS === '1';

function run(script, words, env = {}) {
  const child = spawn(projectNode, [join(modulesFolder, script), ...words], { cwd: root, env: projectEnvironment(env), stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)).on('error', () => resolve(1)));
}

const verdicts = (codes) => ({ passed: codes.filter((code) => code === 0).length, failed: codes.filter((code) => code !== 0).length, skipped: 0, reasons: [] });

async function types() {
  const codes = [];
  for (const project of ['tsconfig.json', 'renderer/tsconfig.json', 'e2e/tsconfig.json']) {
    if (existsSync(join(root, project))) codes.push(await run('typescript/bin/tsc', ['--noEmit', '-p', project]));
  }
  return verdicts(codes);
}

async function lint() {
  return verdicts([await run('oxlint/bin/oxlint', [])]);
}

async function build() {
  const { buildRenderer } = await import('../build-renderer.mjs');
  const { buildElectron } = await import('../build-electron.mjs');
  const codes = [];
  for (const bundle of [buildRenderer, buildElectron]) codes.push(await bundle().then(() => 0, (error) => { process.stderr.write(`${error.stack}\n`); return 1; }));
  return verdicts(codes);
}

async function vitest(name, words) {
  mkdirSync(results, { recursive: true });
  const report = join(results, `${name}.json`);
  rmSync(report, { force: true });
  const code = await run('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...words]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, reasons: [] };
  const counted = countVitest(JSON.parse(readFileSync(report, 'utf8')));
  // A run that ends badly though no test failed: an error outside the tests.
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

const boundaries = () => vitest('boundaries', ['core/boundaries.test.ts']);

async function unit(words, say) {
  const isWhole = words.length === 0;
  const summary = join(root, 'coverage', 'coverage-summary.json');
  rmSync(summary, { force: true });
  const counted = await vitest('unit', [...words, ...(isWhole ? ['--coverage', '--exclude', 'core/boundaries.test.ts'] : [])]);
  for (const line of (isWhole ? describeCoverage(summary) : null) ?? []) say(line);
  return counted;
}

async function browser(words, say) {
  const config = 'e2e/playwright.config.ts';
  if (!existsSync(join(root, config))) return { passed: 0, failed: 1, skipped: 0, reasons: [`${config} is missing`] };
  const chromium = await ensureChromium(say);
  if (!chromium.path) return { passed: 0, failed: isRequired ? 1 : 0, skipped: 1, reasons: [chromium.reason] };
  if (!findElectron()) say("Electron's binary is not here: its specs are skipped.");
  const report = join(root, 'test-results', 'e2e.json');
  rmSync(report, { force: true });
  const code = await run('@playwright/test/cli.js', ['test', '-c', config, ...words], { LUMINORA_CHROMIUM: chromium.path });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, reasons: [] };
  const counted = countPlaywright(JSON.parse(readFileSync(report, 'utf8')));
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

export const stages = { types, lint, build, boundaries, unit, browser };
/** Stages that take file names. */
export const selective = ['unit', 'browser'];
