// app://luminora/: the built screens, read from the program's own folder, with the headers a page needs to be safe.
import type { ElectronParts } from './electron-parts.ts';
import { createStaticFiles } from '../server/static.ts';
import { appContentSecurityPolicy, appScheme, isAppUrl } from './guards.ts';

/** Must run before the app is ready: makes app:// a real origin, apart from files. */
export function registerAppScheme(electron: Pick<ElectronParts, 'protocol'>): void {
  electron.protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
}

/** Answers app:// addresses; another host than luminora is nothing. */
export function serveScreens(electron: Pick<ElectronParts, 'protocol'>, folder: string, now: () => number): void {
  const files = createStaticFiles(folder, now);
  electron.protocol.handle(appScheme, async (request) => {
    if (!isAppUrl(request.url)) return new Response(null, { status: 404 });
    const response = await files(request);
    response.headers.set('content-security-policy', appContentSecurityPolicy);
    response.headers.set('x-content-type-options', 'nosniff');
    response.headers.set('referrer-policy', 'no-referrer');
    response.headers.set('cross-origin-opener-policy', 'same-origin');
    return response;
  });
}
