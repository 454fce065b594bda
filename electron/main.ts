// The main process's beginning: real parts in, app.ts does the rest.
import * as electron from 'electron';
import { defaultDataFolder, openEngine } from '../core/index.ts';
import { startMain } from './app.ts';

void startMain(electron, {
  argv: process.argv, env: process.env, builtFolder: import.meta.dirname,
  openEngine: ({ dataFolder, ...folders }) => openEngine({ ...folders, dataFolder: dataFolder ?? defaultDataFolder(), env: process.env }),
});
