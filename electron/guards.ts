// What the page may and may not do: where it may go, what it may open, which permissions it has. Pure rules; install-guards.ts applies them.

export const appScheme = 'app';
export const appOrigin = `${appScheme}://luminora`;
export const appUrl = `${appOrigin}/index.html`;
const longestExternalUrl = 2048;

/** True for addresses of our own screens, and for nothing that only looks like them. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${appScheme}:` && host === 'luminora' && username === '' && password === '';
}

/** The address to hand to the system's browser or mail program, or null. Only https and plain mailto, written as programs write them. */
export function externalUrl(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > longestExternalUrl || /[\s\p{Cc}\\"<>^`{|}]/u.test(address)) return null;
  if (!/^(https:\/\/[^/]|mailto:[^/])/.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol === 'https:') return url.hostname !== '' && url.username === '' && url.password === '' ? url.href : null;
  if (url.protocol !== 'mailto:') return null;
  return [...url.searchParams.keys()].every((name) => ['subject', 'body', 'cc'].includes(name.toLowerCase())) ? url.href : null;
}

const allowedPermissions = new Set(['clipboard-sanitized-write']);

/** Copying text is all the screens need; everything else is refused, whoever asks. */
export function mayUse(permission: string, askedFrom: string | undefined): boolean {
  return allowedPermissions.has(permission) && askedFrom !== undefined && isAppUrl(askedFrom);
}

/** Nothing from outside, no inline code; pictures may also be made by the page itself. */
export const appContentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self'", "media-src 'self' blob:", "connect-src 'self'",
  "worker-src 'self' blob:", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'",
].join('; ');
