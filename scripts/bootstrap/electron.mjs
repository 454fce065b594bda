// Decides whether the desktop window can open here: a display, not root, and Electron's binary, which is fetched once per lockfile.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockStamp } from './install.mjs';
import { modulesFolder, projectEnvironment, projectNode, root } from './project.mjs';

const electronFolder = join(modulesFolder, 'electron');
const triedFile = join(modulesFolder, '.luminora-electron');
const downloadLimitMs = 60_000;

/** Path of the installed binary, or null. Never starts a download, which `require('electron')` would. */
export function findElectron() {
  try {
    const name = readFileSync(join(electronFolder, 'path.txt'), 'utf8').trim();
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist'), name);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** The binary, fetched if it was not tried for this lockfile yet; null when it cannot be had. */
export function ensureElectron(say) {
  const found = findElectron();
  if (found || !existsSync(join(electronFolder, 'install.js'))) return found;
  if (existsSync(triedFile) && readFileSync(triedFile, 'utf8') === lockStamp()) return null;
  say('Fetching the desktop window (Electron), once ...');
  spawnSync(projectNode, [join(electronFolder, 'install.js')], { cwd: root, env: projectEnvironment(), stdio: 'ignore', timeout: downloadLimitMs, killSignal: 'SIGKILL' });
  writeFileSync(triedFile, lockStamp());
  return findElectron();
}

/** { path } when the desktop window can open, otherwise { reason } in a few words. */
export function chooseDesktop(flags, say) {
  if (flags.isHeadless) return { reason: `${flags.headlessBecause} was given` };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: 'there is no display' };
  if (process.platform === 'linux' && process.getuid?.() === 0) return { reason: 'Electron does not run as root' };
  const path = ensureElectron(say);
  return path ? { path } : { reason: `Electron's binary could not be fetched (delete ${triedFile} to try again)` };
}
