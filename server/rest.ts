// REST below /api/v1: the contract's routes as JSON and as server-sent events.
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import type { Engine } from '../core/index.ts';
import { contractVersion, restPrefix, type Session, type TurnEvent } from '../core/contract/index.ts';
import { begunHook } from './begun-stream.ts';
import { errorBody, errorResponse, procedureErrorData } from './error-response.ts';
import { isTurnProcedure, type HostHooks, type ProcedureHook } from './procedure-hooks.ts';
import { readJsonBody } from './request-body.ts';
import { createMethodTable } from './routes.ts';
import { gatherTurn } from './turn-result.ts';

export type Rest = (request: Request) => Promise<Response>;

export function createRest(engine: Engine, hooks: HostHooks): Rest {
  const options = {
    customErrorResponseBodyEncoder: (error: unknown) => {
      const { code, message, details } = procedureErrorData(error);
      return errorBody(code, message, details ?? {});
    },
    eventIteratorKeepAliveInterval: 15_000,
  };
  const streaming = new OpenAPIHandler(engine.router, { ...options, clientInterceptors: [hooks.errors, hooks.streams, begunHook, sessionAliasHook] });
  const gathering = new OpenAPIHandler(engine.router, { ...options, clientInterceptors: [gatherHook(engine), hooks.errors, hooks.streams, begunHook, sessionAliasHook] });
  const methodsOf = createMethodTable();
  let document: Promise<string> | undefined;

  return async (request) => {
    const { pathname, search } = new URL(request.url);
    if (request.method === 'GET' && pathname === `${restPrefix}/openapi.json`) {
      document ??= import('./openapi.ts').then(async ({ createOpenApiDocument }) => JSON.stringify(await createOpenApiDocument(engine.version)));
      return new Response(await document, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
    }
    const methods = methodsOf(pathname);
    if (methods.length === 0) return errorResponse('not_found', `There is no route ${request.method} ${pathname.slice(0, 200)}.`);
    if (!methods.includes(request.method)) return errorResponse('invalid_input', `This address answers ${methods.join(', ')}.`, { status: 405, headers: { allow: methods.join(', ') } });

    // Passed over, an option that was to delete less would delete all.
    if (request.method === 'DELETE' && search !== '') return errorResponse('invalid_input', `A deletion takes its options as a JSON body, not in the address: nothing was deleted. Send ${JSON.stringify(Object.fromEntries(new URLSearchParams(search.slice(0, 200))))} as the body.`);

    const body = request.method === 'GET' ? '' : await readJsonBody(request);
    if (typeof body !== 'string') return body;
    const headers = new Headers(request.headers);
    headers.delete('content-length');
    if (body === '') headers.delete('content-type');
    const prepared = new Request(request.url, { method: request.method, headers, signal: request.signal, ...(body === '' ? {} : { body }) });
    const handler = request.headers.get('accept')?.includes('text/event-stream') === true ? streaming : gathering;
    const { matched, response } = await handler.handle(prepared, { prefix: restPrefix, context: {} });
    if (!matched) return errorResponse('not_found', 'There is no such route.');
    response.headers.set('cache-control', 'no-store');
    response.headers.set('x-luminora-contract', String(contractVersion));
    return response;
  };
}

/** Answers a turn as one JSON object. */
function gatherHook(engine: Engine): ProcedureHook {
  return async (options) => {
    const output = await options.next();
    return isTurnProcedure(options.path) ? gatherTurn(output as AsyncIterable<TurnEvent>, engine.client) : output;
  };
}

/** A new session's id is also called `session_id`, which is how every other route names it. */
const sessionAliasHook: ProcedureHook = async (options) => {
  const output = await options.next();
  return options.path.join('.') === 'sessions.create' ? { ...(output as Session), session_id: (output as Session).id } : output;
};
