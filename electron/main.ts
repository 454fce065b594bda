// The main process's beginning: real parts in, app.ts does the rest.
import * as electron from 'electron';
import { defaultDataFolder, openEngine } from '../core/index.ts';
import { startMain } from './app.ts';

// Whatever is written, by whatever library, is the user's alone: files 0600, folders 0700.
process.umask(0o077);

void startMain(electron, {
  argv: process.argv, env: process.env, builtFolder: import.meta.dirname,
  openEngine: ({ dataFolder, ...folders }) => openEngine({ ...folders, dataFolder: dataFolder ?? defaultDataFolder(), env: process.env }),
});
