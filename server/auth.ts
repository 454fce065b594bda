// Who may come in: the per-start token, the one-time codes printed with the address, and the cookies browsers get for them.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { headerValues } from './host-guard.ts';

/** How long a printed code works. */
export const codeLifetimeMs = 10 * 60_000;
const maximumCodes = 32;
const maximumSessions = 256;

export type Credential = 'bearer' | 'cookie';

export type Auth = {
  readonly cookieName: string;
  token(): string;
  /** A new code for one browser; works once, for ten minutes. */
  issueCode(): string;
  /** A cookie value for a live code or for the token itself; null for anything else. */
  exchange(secret: string): string | null;
  /** By which credential the request is let in. An Authorization header, when there, decides alone. */
  check(rawHeaders: readonly string[]): Credential | null;
  /** A new token; every code, cookie and the old token stop working. */
  rotate(): string;
};

/** @param port keeps apart the cookies of two servers on one machine: cookies do not know ports */
export function createAuth(options: { port: number; now: () => number }): Auth {
  const cookieName = `luminora_${options.port}`;
  const codes = new Map<string, number>();
  const sessions = new Set<string>();
  let token = makeSecret(32);

  const dropOldest = (entries: Map<string, number> | Set<string>, maximum: number): void => {
    for (const key of entries.keys()) {
      if (entries.size < maximum) return;
      entries.delete(key);
    }
  };
  const isToken = (secret: string): boolean => timingSafeEqual(digest(secret), digest(token));

  return {
    cookieName,
    token: () => token,
    issueCode() {
      const code = makeSecret(24);
      dropOldest(codes, maximumCodes);
      codes.set(digestText(code), options.now() + codeLifetimeMs);
      return code;
    },
    exchange(secret) {
      const key = digestText(secret);
      const expiresAt = codes.get(key);
      codes.delete(key);
      const isLiveCode = expiresAt !== undefined && options.now() < expiresAt;
      if (!isLiveCode && !isToken(secret)) return null;
      const session = makeSecret(32);
      dropOldest(sessions, maximumSessions);
      sessions.add(digestText(session));
      return session;
    },
    check(rawHeaders) {
      const authorizations = headerValues(rawHeaders, 'authorization');
      if (authorizations.length > 0) {
        const bearer = /^Bearer ([A-Za-z0-9_-]{1,256})$/i.exec(authorizations[0] ?? '')?.[1];
        return authorizations.length === 1 && bearer !== undefined && isToken(bearer) ? 'bearer' : null;
      }
      return cookieValues(rawHeaders, cookieName).some((value) => sessions.has(digestText(value))) ? 'cookie' : null;
    },
    rotate() {
      codes.clear();
      sessions.clear();
      token = makeSecret(32);
      return token;
    },
  };
}

function cookieValues(rawHeaders: readonly string[], name: string): string[] {
  return headerValues(rawHeaders, 'cookie').flatMap((line) => line.split(';'))
    .map((pair) => pair.trim()).filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}

function makeSecret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function digestText(secret: string): string {
  return digest(secret).toString('base64url');
}
