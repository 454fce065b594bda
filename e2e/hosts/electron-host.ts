// The desktop window, driven by Playwright where Electron's binary is there.
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

const productFolder = join(import.meta.dirname, '..', '..');
const electronFolder = join(productFolder, 'node_modules', 'electron');

/** Why the desktop host cannot start here; null when it can. */
export function electronObstacle(): string | null {
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return "Electron's binary could not be had on this machine";
  const binary = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  if (!existsSync(binary)) return "Electron's binary could not be had on this machine";
  if (!existsSync(join(productFolder, 'dist', 'electron', 'main.js'))) return 'the desktop host is not built (scripts/build-electron.mjs)';
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'there is no display to open a window on';
  return null;
}

export type ElectronHost = { dataFolder: string; page(): Page; restart(): Promise<void>; close(): Promise<void> };

export async function openElectronHost(config: Record<string, unknown>): Promise<ElectronHost> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'luminora-e2e-electron-'));
  await writeFile(join(dataFolder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  const start = async (): Promise<{ app: ElectronApplication; page: Page }> => {
    const app = await _electron.launch({ args: [productFolder, '--data', dataFolder, '--no-sandbox'], env: { ...process.env as Record<string, string>, LANG: 'en_GB.UTF-8' } });
    return { app, page: await app.firstWindow() };
  };
  let running = await start();
  return {
    dataFolder,
    page: () => running.page,
    async restart() {
      await running.app.close();
      running = await start();
    },
    async close() {
      await running.app.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
