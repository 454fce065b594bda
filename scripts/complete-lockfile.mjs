// Adds to package-lock.json the optional packages of other platforms that the registry in use does not carry: a mirror may
// lack them, npm then leaves them out, and `npm ci` refuses the file everywhere. Run it after every `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const lockPath = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const systems = { linux: 'linux', darwin: 'darwin', mac: 'darwin', win32: 'win32', win: 'win32', windows: 'win32', android: 'android', freebsd: 'freebsd', openharmony: 'openharmony' };
const processors = { x64: 'x64', arm64: 'arm64', arm: 'arm', armv7l: 'arm', ia32: 'ia32', riscv64: 'riscv64', ppc64: 'ppc64', s390x: 's390x' };

/** The lock entry of a platform package, read from its name (`@scope/binding-linux-x64-musl`), or null when it names no platform. */
export function platformEntry(name, version) {
  const words = name.split('/').at(-1).split('-');
  const system = words.map((word) => systems[word]).find(Boolean);
  const processor = words.map((word) => processors[word]).find(Boolean);
  if (!system || !processor) return null;
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : words.some((word) => word.startsWith('gnu')) ? ['glibc'] : null;
  return { version, cpu: [processor], ...(libc && { libc }), optional: true, os: [system] };
}

/** Every package the lock's optional dependencies name but the lock does not hold. */
export function missingPlatformPackages(lock) {
  const missing = {};
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (path === '' || lock.packages[`${path}/node_modules/${name}`] || lock.packages[`node_modules/${name}`]) continue;
      const found = /^\d/.test(version) ? platformEntry(name, version) : null;
      if (found) missing[`node_modules/${name}`] = { ...found, ...(entry.dev && { dev: true }) };
    }
  }
  return missing;
}

/** Writes the completed lockfile; answers how many entries it added. */
function completeLockfile() {
  const lock = JSON.parse(readFileSync(lockPath, 'utf8'));
  const missing = missingPlatformPackages(lock);
  const [[rootKey, top], ...rest] = Object.entries(lock.packages);
  const sorted = [...rest, ...Object.entries(missing)].sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(lockPath, `${JSON.stringify({ ...lock, packages: { [rootKey]: top, ...Object.fromEntries(sorted) } }, null, 2)}\n`);
  return Object.keys(missing).length;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(`${completeLockfile()} platform packages added to the lockfile.\n`);
