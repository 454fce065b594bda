// Refuses requests meant for another name: the wall against DNS rebinding. Pure; exact list, no suffix rules, no letter folding.

/** What the guard looks at: the request line's target and the headers exactly as they came. */
export type RequestHead = { readonly url: string | undefined; readonly rawHeaders: readonly string[] };

/** A request turned away before anything else saw it. */
export type Refusal = { readonly status: 400 | 401 | 403 | 429; readonly reason: string };

/** The only Host values this server answers to. Browsers leave the port away when it is 80. */
export function allowedHosts(port: number, host: string, extra: readonly string[] = []): ReadonlySet<string> {
  const names = new Set(['127.0.0.1', 'localhost']);
  if (host === '::1' || host === '::') names.add('[::1]');
  if (host !== '0.0.0.0' && host !== '::') names.add(host.includes(':') ? `[${host}]` : host);
  const values = new Set<string>();
  for (const name of [...names, ...extra]) {
    values.add(`${name}:${port}`);
    if (port === 80) values.add(name);
  }
  return values;
}

/** All values of a header, in the order they came: Node's own table joins or drops repeats, and a repeat is what an attacker sends. */
export function headerValues(rawHeaders: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === name) values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}

/** Why the request must not be answered, or null. `X-Forwarded-Host` and its kin are never read. */
export function hostRefusal(head: RequestHead, allowed: ReadonlySet<string>): Refusal | null {
  if (head.url === undefined || !head.url.startsWith('/')) return { status: 400, reason: 'The request line must hold a path, not a whole address.' };
  const hosts = headerValues(head.rawHeaders, 'host');
  if (hosts.length !== 1) return { status: 400, reason: 'The request must have exactly one Host header.' };
  if (!allowed.has(hosts[0] ?? '')) return { status: 403, reason: 'This server does not answer to that host name.' };
  return null;
}
