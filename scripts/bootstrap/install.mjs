// Installs the packages of the lockfile when they are missing or belong to another lockfile. No network when they match.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgressLine, formatSeconds } from './progress.mjs';
import { modulesFolder, projectEnvironment, projectNode, root } from './project.mjs';

const stampFile = join(modulesFolder, '.luminora-stamp');

/** What the installed packages must belong to: this lockfile on this kind of machine. */
export function lockStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** True when node_modules is what the lockfile says. */
export function isInstalled() {
  if (!existsSync(projectNode)) return false;
  if (readText(stampFile) === lockStamp()) return true;
  if (!matchesLockfile()) return false;
  writeFileSync(stampFile, lockStamp());
  return true;
}

/** Somebody ran npm by hand: npm's own record of what is installed is compared with the lockfile, version by version. */
function matchesLockfile() {
  const installed = readText(join(modulesFolder, '.package-lock.json'));
  if (installed === null) return false;
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { packages: found } = JSON.parse(installed);
  return Object.entries(wanted).every(([path, entry]) => path === '' || (found[path] ? found[path].version === entry.version : entry.optional === true || entry.devOptional === true));
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Installs if needed; throws an Error whose message says what to do. @param stream where progress goes */
export async function ensureInstalled(stream = process.stdout) {
  if (isInstalled()) return { wasInstalled: true };
  const startedAt = Date.now();
  const line = createProgressLine(stream, { plainEveryMs: 15_000 });
  const expected = countTopLevel(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages);
  const show = () => line.update(`Installing packages: ${Math.min(99, Math.floor((countInstalled() / expected) * 100))} %, ${formatSeconds((Date.now() - startedAt) / 1000)} (only when the lockfile changes)`);
  show();
  const timer = setInterval(show, 500);
  const { code, output } = await runNpm().finally(() => clearInterval(timer));
  if (code !== 0) {
    line.end('Installing packages failed.');
    throw new Error(explain(output));
  }
  if (!existsSync(projectNode)) throw new Error(`The packages are installed, but the package "node" did not bring its binary (${projectNode}). Run "npm rebuild node" and start again.`);
  mkdirSync(modulesFolder, { recursive: true });
  writeFileSync(stampFile, lockStamp());
  line.end(`Packages installed in ${formatSeconds((Date.now() - startedAt) / 1000)}.`);
  return { wasInstalled: false };
}

/** `npm ci`; on Windows a running node.exe below node_modules cannot be replaced, so there the folder is brought up to date in place. */
function runNpm() {
  const runsFromModules = process.execPath.startsWith(modulesFolder);
  const command = runsFromModules && process.platform === 'win32' ? ['install', '--no-save'] : ['ci'];
  const options = ['--loglevel=error', '--no-fund', '--no-audit', '--no-progress'];
  const npmCli = process.env.npm_execpath;
  // npm replaces node_modules, the Node that runs us included: it must itself run on another one.
  const outerNode = runsFromModules ? process.env.npm_node_execpath : process.execPath;
  const env = projectEnvironment();
  const child = npmCli?.endsWith('.js') && outerNode && !outerNode.startsWith(modulesFolder)
    ? spawn(outerNode, [npmCli, ...command, ...options], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', [...command, ...options], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  return new Promise((resolve) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output = (output + chunk).slice(-20_000); });
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

const causes = [
  [/ENOSPC/, 'The disk is full: about 1.5 GB are needed for the packages. Free some space and start again.'],
  [/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i, 'The package registry cannot be reached. The first start needs a network (or a registry set with "npm config set registry"); later starts need none.'],
  [/EACCES|EPERM/, `A file below ${modulesFolder} cannot be written. Check who owns that folder, close programs that use it, and start again.`],
  [/in sync/, 'package.json and package-lock.json do not belong together. Get both from the same version of the source.'],
];

function explain(output) {
  const [, advice] = causes.find(([pattern]) => pattern.test(output)) ?? [null, 'Read what npm says above and start again.'];
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !line.includes('EBADENGINE')).slice(-12);
  return `${lines.join('\n')}\n${advice}`;
}

function countTopLevel(packages) {
  return Object.entries(packages).filter(([path, entry]) => path.lastIndexOf('node_modules/') === 0 && entry.optional !== true).length || 1;
}

function countInstalled() {
  const list = (folder) => {
    try {
      return readdirSync(folder).filter((name) => !name.startsWith('.'));
    } catch {
      return [];
    }
  };
  return list(modulesFolder).reduce((sum, name) => sum + (name.startsWith('@') ? list(join(modulesFolder, name)).length : 1), 0);
}
