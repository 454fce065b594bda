// The part of `npm start` that runs on Node 24: screens, model, then the desktop window or the same app in the browser.
import { spawn } from 'node:child_process';
import * as nodeModule from 'node:module';
import { join, resolve } from 'node:path';
import { chooseDesktop } from './electron.mjs';
import { readFlags } from './flags.mjs';
import { ensureDefaultModel } from './models.mjs';
import { projectEnvironment, root } from './project.mjs';

/** Opens the app; resolves when it has ended. @param stream where everything but the address line goes */
export async function openApp(words, stream) {
  nodeModule.enableCompileCache?.(join(root, '.cache', 'compile'));
  const flags = readFlags(words);
  const say = (text) => stream.write(`${text}\n`);
  const { buildRenderer } = await import('../build-renderer.mjs');
  if (await buildRenderer()) say('The screens are built.');

  if (flags.wantsModels) {
    const { defaultDataFolder } = await import('../../core/index.ts');
    const dataFolder = flags.data ?? process.env.LUMINORA_DATA;
    await ensureDefaultModel({ dataFolder: dataFolder ? resolve(dataFolder) : defaultDataFolder(), configFile: flags.config, settings: flags.settings, stream });
  }

  const desktop = chooseDesktop(flags, say);
  if (!desktop.path) {
    say(`Luminora opens ${flags.isHeadless ? 'as a server' : 'in the browser'}, because ${desktop.reason}.`);
    return serveHere(flags.serve);
  }
  const { buildElectron } = await import('../build-electron.mjs');
  await buildElectron();
  say("Luminora opens in its own window, because Electron's binary is there.");
  await runElectron(desktop.path, flags.desktop);
}

/** The command line's own `serve`, in this process: one process less to wait for and to end. */
async function serveHere(serveWords) {
  process.argv.splice(2, process.argv.length, ...serveWords);
  const { main } = await import('../../cli/main.ts');
  await main();
}

async function runElectron(path, words) {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = projectEnvironment();
  const child = spawn(path, [root, ...words], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((done) => child.on('exit', (code) => done(code ?? 1)).on('error', (error) => {
    process.stderr.write(`Electron did not start: ${error.message}. Use "npm start -- --browser".\n`);
    done(1);
  }));
}
