// The life of the desktop app: one instance, one engine, one window; nothing else is decided here.
import { join, resolve } from 'node:path';
import { errorFacts, toErrorData } from '../core/contract/index.ts';
import type { Engine } from '../core/index.ts';
import { registerAppScheme, serveScreens } from './app-protocol.ts';
import type { ElectronParts } from './electron-parts.ts';
import { offerEnginePort } from './engine-port.ts';
import { guardContents, guardSession } from './install-guards.ts';
import { createMenu, createTray } from './menu.ts';
import { createSecretStore } from './safe-storage.ts';
import { createSayText, shellLanguage } from './texts.ts';
import { createWindow } from './window.ts';

export type MainOptions = {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Folder of the built main and preload scripts. */
  builtFolder: string;
  /** Opens the engine; `secret` looks a key up in the system's keyring first. */
  openEngine(folders: { dataFolder: string | undefined; productFolder: string; secret: (name: string) => Promise<string | undefined> }): Promise<Engine>;
};

const closingMs = 10_000;

/** Starts the app; resolves when its window is open or it has decided to end. */
export async function startMain(electron: ElectronParts, options: MainOptions): Promise<void> {
  const { app } = electron;
  const dataFolder = dataFolderAsked(options);
  if (dataFolder !== undefined) app.setPath('userData', join(dataFolder, 'window'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.enableSandbox();
  registerAppScheme(electron);
  guardContents(electron);
  await app.whenReady();

  const productFolder = app.getAppPath();
  const files = { preloadFile: join(options.builtFolder, 'preload.cjs'), stateFile: join(app.getPath('userData'), 'window.json'), iconFile: join(productFolder, 'electron', 'icon.png') };
  const language = shellLanguage(app.getLocale());
  const say = createSayText(language);
  const secrets = createSecretStore({ safeStorage: electron.safeStorage, file: join(app.getPath('userData'), 'keys.json'), platform: process.platform });
  guardSession(electron.session.defaultSession);
  serveScreens(electron, join(productFolder, 'dist', 'renderer'), Date.now);
  // Weights are opened by native code, which cannot look into the archive: what the engine reads lies beside it.
  const engine = options.openEngine({ dataFolder, productFolder: productFolder.replace(/app\.asar$/, 'app.asar.unpacked'), secret: async (name) => (await secrets.get(name)) ?? options.env[name] });
  endWithEngine(electron, engine);
  offerEnginePort(electron, engine);
  createMenu(electron);

  let window: ReturnType<typeof createWindow> | null = null;
  const show = (): void => {
    if (window === null || window.isDestroyed()) {
      window = createWindow(electron, files);
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  show();
  const tray = createTray(electron, { iconFile: files.iconFile, say, show });
  app.once('will-quit', () => tray?.destroy());

  await engine.catch((error: unknown) => {
    const data = toErrorData(error);
    electron.dialog.showErrorBox(say('cannotStart'), `${data.message}\n\n${say('whatToDo', { advice: errorFacts[data.code].advice[language] })}`);
    app.exit(errorFacts[data.code].exit);
  });
}

/** Quitting waits for the engine to put everything away, but not for ever. */
function endWithEngine(electron: Pick<ElectronParts, 'app'>, engine: Promise<Engine>): void {
  let isClosed = false;
  let isClosing = false;
  electron.app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    const limit = new Promise((resolve) => setTimeout(resolve, closingMs).unref());
    void Promise.race([engine.then((open) => open.close()).catch(() => {}), limit]).then(() => {
      isClosed = true;
      electron.app.quit();
    });
  });
}

function dataFolderAsked(options: Pick<MainOptions, 'argv' | 'env'>): string | undefined {
  const index = options.argv.findIndex((word) => word === '--data' || word.startsWith('--data='));
  const asked = index < 0 ? options.env['LUMINORA_DATA'] : (options.argv[index]?.split('=')[1] ?? options.argv[index + 1]);
  return asked === undefined || asked === '' ? undefined : resolve(asked);
}
