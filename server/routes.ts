// The table of REST routes, read out of the contract: for 405 answers and for the tests that knock at every door.
import { traverseContractProcedures } from '@orpc/server';
import { contract, restPrefix } from '../core/contract/index.ts';

export type RestRoute = { method: string; /** With `{name}` parts, for example "/sessions/{session_id}". */ path: string; procedure: readonly string[] };

export function restRoutes(): RestRoute[] {
  const routes: RestRoute[] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    const { method, path: address } = procedure['~orpc'].route;
    routes.push({ method: method ?? 'POST', path: address ?? `/${path.join('/')}`, procedure: path });
  });
  return routes;
}

/** The methods a path knows; empty for an address that is no route at all. */
export function createMethodTable(): (pathname: string) => string[] {
  const patterns = restRoutes().map((route) => ({ method: route.method, pattern: new RegExp(`^${restPrefix}${route.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`) }));
  return (pathname) => [...new Set(patterns.filter(({ pattern }) => pattern.test(pathname)).map(({ method }) => method))];
}
