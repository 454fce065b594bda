// Refuses what other web pages send: exact Origin list, and the browser's own Sec-Fetch-Site. Pure.
import { headerValues, type Refusal, type RequestHead } from './host-guard.ts';

const foreign: Refusal = { status: 403, reason: 'Another web page may not use this server.' };

/** Origins of our own screens: one per allowed Host value. */
export function allowedOrigins(hosts: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...hosts].map((host) => `http://${host}`));
}

/**
 * Holds for every request, whatever its route: an Origin that is there must be ours ("null" is not), and only a person following a link
 * may arrive from another site.
 */
export function originRefusal(head: RequestHead & { readonly method: string | undefined }, allowed: ReadonlySet<string>): Refusal | null {
  const origins = headerValues(head.rawHeaders, 'origin');
  if (origins.length > 1) return foreign;
  if (origins[0] !== undefined && !allowed.has(origins[0])) return foreign;
  if (!isFromOtherSite(head)) return null;
  const isNavigation = (head.method === 'GET' || head.method === 'HEAD')
    && headerValues(head.rawHeaders, 'sec-fetch-mode')[0] === 'navigate' && headerValues(head.rawHeaders, 'sec-fetch-dest')[0] === 'document';
  return isNavigation ? null : foreign;
}

/**
 * Holds for everything behind the token: nothing from another site, links included; and a cookie alone, which browsers add by themselves,
 * may change things or open a socket only together with proof that our own page asked.
 */
export function protectedOriginRefusal(head: RequestHead, options: { changesThings: boolean; credential: 'bearer' | 'cookie' }): Refusal | null {
  if (isFromOtherSite(head)) return foreign;
  if (options.credential === 'bearer' || !options.changesThings) return null;
  const isProven = headerValues(head.rawHeaders, 'origin').length === 1 || headerValues(head.rawHeaders, 'sec-fetch-site')[0] === 'same-origin';
  return isProven ? null : foreign;
}

function isFromOtherSite(head: RequestHead): boolean {
  return headerValues(head.rawHeaders, 'sec-fetch-site').some((site) => site !== 'same-origin' && site !== 'none');
}
