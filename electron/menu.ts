// The application menu and the tray: the system's own entries, and little else.
import type { Tray } from 'electron';
import type { ElectronParts } from './electron-parts.ts';
import type { SayText } from './texts.ts';

/** Editing, view and window entries by role; developer tools only where the program is not packaged. */
export function createMenu(electron: Pick<ElectronParts, 'app' | 'Menu'>): void {
  const developer = electron.app.isPackaged ? [] : [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }];
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate([
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { role: 'viewMenu', submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }, ...developer] },
    { role: 'windowMenu' },
  ]));
}

/** A tray icon that shows the window or quits; null on a desktop without a tray. */
export function createTray(electron: Pick<ElectronParts, 'app' | 'Menu' | 'nativeImage' | 'Tray'>, parts: { iconFile: string; say: SayText; show: () => void }): Tray | null {
  try {
    const tray = new electron.Tray(electron.nativeImage.createFromPath(parts.iconFile).resize({ width: 18, height: 18 }));
    tray.setToolTip('Luminora');
    tray.setContextMenu(electron.Menu.buildFromTemplate([{ label: parts.say('show'), click: parts.show }, { type: 'separator' }, { label: parts.say('quit'), click: () => electron.app.quit() }]));
    tray.on('click', parts.show);
    return tray;
  } catch {
    return null;
  }
}
