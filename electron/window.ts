// The app's window: sandboxed, isolated, and where it was last time.
import type { BrowserWindow } from 'electron';
import type { ElectronParts } from './electron-parts.ts';
import { appUrl } from './guards.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

export type WindowOptions = { preloadFile: string; stateFile: string; iconFile: string };

/** Opens the window; it shows itself when its first picture is ready. */
export function createWindow(electron: Pick<ElectronParts, 'app' | 'BrowserWindow' | 'screen'>, options: WindowOptions): BrowserWindow {
  const state = readWindowState(options.stateFile, electron.screen.getAllDisplays().map((display) => display.workArea));
  const window = new electron.BrowserWindow({
    width: 1180, height: 800, ...state?.bounds, minWidth: 380, minHeight: 520,
    show: false, title: 'Luminora', icon: options.iconFile, backgroundColor: '#1f2a2b', autoHideMenuBar: true,
    webPreferences: {
      preload: options.preloadFile,
      sandbox: true, contextIsolation: true, webSecurity: true,
      nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, safeDialogs: true,
      devTools: !electron.app.isPackaged,
    },
  });
  if (state?.is_maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeWindowState(options.stateFile, { bounds: window.getNormalBounds(), is_maximized: window.isMaximized() }));
  window.loadURL(appUrl).catch(() => {});
  return window;
}
