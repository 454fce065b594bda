// The parts of the electron module this host uses, handed in so that tests can stand in for them.

export type ElectronParts = Pick<typeof import('electron'),
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'MessageChannelMain' | 'nativeImage' | 'protocol' | 'safeStorage' | 'screen' | 'session' | 'shell' | 'Tray'>;
