// Puts the rules of guards.ts on the session and on every page the app ever makes.
import type { Session, WebContents } from 'electron';
import type { ElectronParts } from './electron-parts.ts';
import { externalUrl, isAppUrl, mayUse } from './guards.ts';

/** Permissions: both ways of asking, and devices, which have their own. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    callback(mayUse(permission, details.requestingUrl) && isAppUrl(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => mayUse(permission, requestingOrigin));
  session.setDevicePermissionHandler(() => false);
}

/** Navigation, new windows and embedded pages, for every page there will be. */
export function guardContents(electron: Pick<ElectronParts, 'app' | 'shell'>): void {
  electron.app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void; url: string }): void => {
      if (!isAppUrl(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(electron.shell, url);
      return { action: 'deny' };
    });
    refuseDevices(contents);
  });
}

/** Opens an address in the system's own program when the rules allow it; anything else is silently dropped. */
export function openOutside(shell: ElectronParts['shell'], address: unknown): void {
  const url = externalUrl(address);
  if (url !== null) shell.openExternal(url).catch(() => {});
}

function refuseDevices(contents: WebContents): void {
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
}
