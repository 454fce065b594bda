// A thin stand-in for the electron module: records what is called, plays the events a test asks for, and brings real message channels.
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ElectronParts } from '../electron-parts.ts';

export type Call = { name: string; args: unknown[] };

/** A frame as ipcMain sees it. */
export type FrameStandIn = { url: string; parent: FrameStandIn | null };

export class ContentsStandIn extends EventEmitter {
  readonly id: number;
  url = '';
  isGone = false;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  readonly posted: { channel: string; ports: MessagePort[] }[] = [];
  constructor(id: number) {
    super();
    this.id = id;
  }
  getURL(): string { return this.url; }
  isDestroyed(): boolean { return this.isGone; }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void { this.openHandler = handler; }
  postMessage(channel: string, _message: unknown, ports: MessagePort[]): void { this.posted.push({ channel, ports }); }
}

export class WindowStandIn extends EventEmitter {
  readonly options: Record<string, unknown>;
  readonly webContents: ContentsStandIn;
  readonly calls: string[] = [];
  loadedUrl = '';
  bounds = { x: 10, y: 20, width: 900, height: 700 };
  constructor(options: Record<string, unknown>, contents: ContentsStandIn) {
    super();
    this.options = options;
    this.webContents = contents;
  }
  async loadURL(url: string): Promise<void> {
    this.loadedUrl = url;
    this.webContents.url = url;
  }
  show(): void { this.calls.push('show'); }
  focus(): void { this.calls.push('focus'); }
  restore(): void { this.calls.push('restore'); }
  maximize(): void { this.calls.push('maximize'); }
  isMinimized(): boolean { return true; }
  isMaximized(): boolean { return false; }
  isDestroyed(): boolean { return false; }
  getNormalBounds(): WindowStandIn['bounds'] { return this.bounds; }
}

export type ElectronStandIn = {
  /** To hand in where electron is wanted. */
  readonly parts: ElectronParts;
  readonly calls: Call[];
  readonly windows: WindowStandIn[];
  readonly app: EventEmitter;
  readonly ipcMain: EventEmitter;
  /** What was given to functions that take a handler, by name. */
  readonly handlers: Map<string, (...args: never[]) => unknown>;
  called(name: string): unknown[][];
};

export function createElectronStandIn(options: { userData: string; appPath: string; hasLock?: boolean; isPackaged?: boolean; locale?: string }): ElectronStandIn {
  const calls: Call[] = [];
  const windows: WindowStandIn[] = [];
  const handlers = new Map<string, (...args: never[]) => unknown>();
  const paths = new Map([['userData', options.userData]]);
  const record = (name: string) => (...args: unknown[]): void => void calls.push({ name, args });
  const keep = (name: string) => (handler: (...args: never[]) => unknown): void => void handlers.set(name, handler);
  const app = new EventEmitter();
  const ipcMain = new EventEmitter();

  class BrowserWindowStandIn extends WindowStandIn {
    constructor(windowOptions: Record<string, unknown>) {
      super(windowOptions, new ContentsStandIn(windows.length + 1));
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
  }
  class TrayStandIn extends EventEmitter {
    setToolTip = record('tray.setToolTip');
    setContextMenu = record('tray.setContextMenu');
    destroy = record('tray.destroy');
  }
  class ChannelStandIn {
    readonly port1: MessagePort;
    readonly port2: MessagePort;
    constructor() {
      const { port1, port2 } = new MessageChannel();
      this.port1 = port1;
      this.port2 = port2;
    }
  }
  Object.assign(app, {
    isPackaged: options.isPackaged ?? true,
    requestSingleInstanceLock: () => options.hasLock ?? true,
    enableSandbox: record('app.enableSandbox'),
    whenReady: async () => record('app.whenReady')(),
    getAppPath: () => options.appPath,
    getPath: (name: string) => paths.get(name) ?? options.userData,
    setPath: (name: string, path: string) => void paths.set(name, path),
    getLocale: () => options.locale ?? 'es-ES',
    exit: record('app.exit'),
    quit() {
      record('app.quit')();
      let isPrevented = false;
      app.emit('before-quit', { preventDefault: () => (isPrevented = true) });
      if (!isPrevented) record('ended')();
    },
  });
  const session = {
    setPermissionRequestHandler: keep('permission-request'), setPermissionCheckHandler: keep('permission-check'), setDevicePermissionHandler: keep('permission-device'),
  };
  const parts = {
    app, ipcMain, BrowserWindow: BrowserWindowStandIn, Tray: TrayStandIn, MessageChannelMain: ChannelStandIn,
    dialog: { showErrorBox: record('dialog.showErrorBox') },
    Menu: { setApplicationMenu: record('Menu.setApplicationMenu'), buildFromTemplate: (template: unknown) => template },
    nativeImage: { createFromPath: () => ({ resize: () => ({}) }) },
    protocol: { registerSchemesAsPrivileged: record('protocol.registerSchemesAsPrivileged'), handle: (scheme: string, handler: (...args: never[]) => unknown) => void handlers.set(`protocol-${scheme}`, handler) },
    safeStorage: { isAsyncEncryptionAvailable: async () => false, getSelectedStorageBackend: () => 'basic_text' },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: { defaultSession: session },
    shell: { openExternal: async (url: string) => record('shell.openExternal')(url) },
  } as unknown as ElectronParts;
  return { parts, calls, windows, app, ipcMain, handlers, called: (name) => calls.filter((call) => call.name === name).map((call) => call.args) };
}
