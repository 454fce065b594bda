// Finds a Chromium for the browser tests, or installs one: the system's package as root on Debian, else Playwright's own download.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { modulesFolder, projectEnvironment, projectNode, root } from '../bootstrap/project.mjs';

const places = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env.PROGRAMFILES ?? 'C:\\Program Files', 'Google', 'Chrome', 'Application', 'chrome.exe'),
];

async function find() {
  const named = process.env.LUMINORA_CHROMIUM;
  if (named && existsSync(named)) return named;
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  return [own, ...places].find((path) => path && existsSync(path)) ?? null;
}

/** { path } of a Chromium, or { reason } why there is none. */
export async function ensureChromium(say) {
  const found = await find();
  if (found) return { path: found };
  const isRoot = process.getuid?.() === 0;
  if (process.platform === 'linux' && isRoot && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium with apt-get ...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = () => spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
    if (!install()) {
      spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
      install();
    }
  }
  if (!(await find())) {
    say("Fetching Playwright's Chromium ...");
    spawnSync(projectNode, [join(modulesFolder, 'playwright', 'cli.js'), 'install', 'chromium'], { cwd: root, env: projectEnvironment(), stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 });
  }
  const path = await find();
  return path ? { path } : { reason: 'no Chromium found, and none could be installed (name one with LUMINORA_CHROMIUM)' };
}
