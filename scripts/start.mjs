// npm start: installs what is missing, then hands over to Node 24, which opens the app. Plain JavaScript that Node 20 runs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readFlags } from './bootstrap/flags.mjs';
import { ensureInstalled } from './bootstrap/install.mjs';
import { neededNodeMajor, projectEnvironment, projectNode, root } from './bootstrap/project.mjs';

const words = process.argv.slice(2);
/** With --json standard output carries one line, the address; everything else goes to standard error. */
const stream = readFlags(words).isJson ? process.stderr : process.stdout;
endWithParent();

try {
  await ensureInstalled(stream);
  if (Number(process.versions.node.split('.')[0]) >= neededNodeMajor) {
    const { openApp } = await import('./bootstrap/open.mjs');
    await openApp(words, stream);
  } else handOver();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function handOver() {
  const child = spawn(projectNode, [join(root, 'scripts', 'start.mjs'), ...words], { cwd: root, env: projectEnvironment(), stdio: 'inherit' });
  // A terminal sends Ctrl+C to both; a process that ends us means the app.
  process.on('SIGINT', () => { if (!process.stdin.isTTY) child.kill('SIGINT'); });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`Could not start ${projectNode}: ${error.message}. Delete node_modules and start again.\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 143 : 1)));
}

/** npm does not pass signals on to what its shell started: when whoever started us is gone, the app closes as if it had been told to. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 1000).unref();
}
