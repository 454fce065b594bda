// The routes. The host and origin guards have already run (gate.ts); here the token is asked for, per route, deny by default.
import type { HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod';
import { restPrefix } from '../core/contract/index.ts';
import type { Auth } from './auth.ts';
import type { Connections } from './connections.ts';
import { errorResponse } from './error-response.ts';
import { protectedOriginRefusal } from './origin-guard.ts';
import { readJsonBody } from './request-body.ts';
import type { Rest } from './rest.ts';
import type { StaticFiles } from './static.ts';

type Environment = { Bindings: HttpBindings };

/** Whoever asks here has shown no token yet. */
const maximumExchangeBytes = 16 * 1024;
const exchangeSchema = z.union([z.object({ code: z.string().min(1).max(512) }), z.object({ token: z.string().min(1).max(512) })]);

export type AppParts = {
  auth: Auth; connections: Connections; rest: Rest; staticFiles: StaticFiles;
  headers: Record<string, string>;
  openUrl: () => string;
  /** Told of what no route expected; the answer holds only the incident number. */
  onFailure: (error: unknown) => string;
};

export function createApp(parts: AppParts): Hono<Environment> {
  const app = new Hono<Environment>();
  const protect = createProtection(parts);

  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(parts.headers)) context.res.headers.set(name, value);
  });

  /** A printed code (or the token) for a cookie. */
  app.post('/auth/exchange', async (context) => {
    const body = await readJsonBody(context.req.raw, maximumExchangeBytes);
    if (typeof body !== 'string') return body;
    const input = exchangeSchema.safeParse(body === '' ? {} : JSON.parse(body));
    if (!input.success) return errorResponse('invalid_input', 'Send {"code": "..."} as JSON.');
    const session = parts.auth.exchange('code' in input.data ? input.data.code : input.data.token);
    if (session === null) return errorResponse('unauthorized', 'This address has been used or is too old: take a new one from the program that runs Luminora.');
    context.header('set-cookie', `${parts.auth.cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`);
    context.header('cache-control', 'no-store');
    return context.json({ token: parts.auth.token() });
  });
  app.use('/auth/*', protect);
  app.use('/api/*', protect);

  /** A new address with a fresh one-time code, for who already has the token: opening one more browser. */
  app.post('/auth/code', (context) => {
    context.header('cache-control', 'no-store');
    return context.json({ open_url: parts.openUrl() });
  });
  app.all(`${restPrefix}/*`, (context) => parts.rest(context.req.raw));
  app.all('/api/*', () => errorResponse('not_found', `REST is below ${restPrefix}.`));
  app.all('/auth/*', () => errorResponse('not_found', 'There is no such route.'));
  app.all('*', (context) => parts.staticFiles(context.req.raw));

  app.notFound(() => errorResponse('not_found', 'There is nothing at this address.'));
  app.onError((error) => errorResponse('internal', 'Something unexpected happened. The log has the details under the incident number.', { details: { incident: parts.onFailure(error) } }));
  return app;
}

/** Lets only known callers pass, and remembers their answers while they are written so that a rotated token ends them. */
function createProtection(parts: Pick<AppParts, 'auth' | 'connections'>): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const { incoming, outgoing } = context.env;
    const credential = parts.auth.check(incoming.rawHeaders);
    if (!credential) return errorResponse('unauthorized', 'This needs the token printed at start (Authorization: Bearer), or the cookie given for it.', { headers: { 'www-authenticate': 'Bearer' } });
    const changesThings = context.req.method !== 'GET' && context.req.method !== 'HEAD';
    const refusal = protectedOriginRefusal({ url: incoming.url, rawHeaders: incoming.rawHeaders }, { changesThings, credential });
    if (refusal) return errorResponse('forbidden', refusal.reason);
    outgoing.once('close', parts.connections.add(() => outgoing.destroy()));
    await next();
    return undefined;
  };
}
