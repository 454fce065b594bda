// The parts of the electron module this host uses, handed in so that tests can stand in for them.
import type * as electron from 'electron';

export type ElectronParts = Pick<typeof electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'MessageChannelMain' | 'nativeImage' | 'protocol' | 'safeStorage' | 'screen' | 'session' | 'shell' | 'Tray'>;
