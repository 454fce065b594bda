#!/usr/bin/env node
// Starts the command line on Node 24. On an older Node it hands over to the one that was installed with the program.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;
const program = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const isNewEnough = Number(process.versions.node.split('.')[0]) >= neededMajor;

if (isNewEnough) await runHere();
else handOver();

async function runHere() {
  // Handed over to by an older Node: when that one is gone, nobody can end this one, so it ends itself.
  if (process.env.LUMINORA_HANDED_OVER === '1' && process.channel) {
    process.on('disconnect', () => process.exit(143));
    process.channel.unref();
  }
  delete process.env.LUMINORA_HANDED_OVER;
  nodeModule.enableCompileCache?.(join(program, '.cache', 'compile'));
  const { main } = await import('../cli/main.ts');
  await main();
}

function handOver() {
  const node = process.env.LUMINORA_HANDED_OVER === '1' ? undefined : findNode();
  if (node === undefined) {
    const wants = { es: `Luminora necesita Node ${neededMajor} y este es ${process.versions.node}. Ejecuta "npm install" en ${program}, que lo trae, o instala Node ${neededMajor}.`, en: `Luminora needs Node ${neededMajor} and this is ${process.versions.node}. Run "npm install" in ${program}, which brings it, or install Node ${neededMajor}.` };
    process.stderr.write(`${/^es/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? wants.es : wants.en}\n`);
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: { ...process.env, LUMINORA_HANDED_OVER: '1' } });
  // A terminal sends Ctrl+C to both; other senders know only this one.
  process.on('SIGINT', () => { if (!process.stdin.isTTY) child.kill('SIGINT'); });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`Could not start ${node}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** The binary of the npm package "node", wherever npm put it. */
function findNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  try {
    const installed = join(dirname(nodeModule.createRequire(import.meta.url).resolve('node/package.json')), 'bin', name);
    if (existsSync(installed)) return installed;
  } catch {
    // Not installed as a package: the link may still be there.
  }
  const linked = join(program, 'node_modules', '.bin', name);
  return existsSync(linked) ? linked : undefined;
}
