// Installs the packages of the lockfile as `npm start` and `npm test` do, and nothing else: node scripts/install.mjs
import { ensureInstalled } from './bootstrap/install.mjs';

try {
  const { wasInstalled } = await ensureInstalled();
  if (wasInstalled) process.stdout.write('The packages are installed already.\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
