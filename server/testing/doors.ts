// Every door of the server: the routes of the contract, the screens, the socket, what answers 404 or OPTIONS, and the exchange of codes.
import { restPrefix } from '../../core/contract/index.ts';
import { restRoutes } from '../routes.ts';
import { socketPath } from '../websocket.ts';

export type Door = {
  name: string; method: string; target: string; body: string;
  /** Headers beyond Host. */
  headers: [string, string][];
  /** screens: open to any local browser; exchange: takes a code; protected: needs the token. */
  kind: 'screens' | 'exchange' | 'protected';
};

const bodies: Record<string, unknown> = {
  'sessions.create': { personality: 'luna', user_id: 'default' }, 'sessions.rename': { title: 'New' }, 'chat.send': { message: 'hola', client_message_id: 'c1' },
  'chat.edit': { message: 'hola' }, 'memory.search': { query: 'perro' }, 'memory.searchSession': { query: 'perro' }, 'models.pull': {},
  'settings.write': { changes: [{ path: 'version', value: '1' }] },
};
const upgradeHeaders: [string, string][] = [['Connection', 'Upgrade'], ['Upgrade', 'websocket'], ['Sec-WebSocket-Version', '13'], ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==']];

export function listDoors(): Door[] {
  const rest = restRoutes().flatMap((route): Door[] => {
    const door: Door = {
      name: `${route.method} ${route.path}`, method: route.method, target: restPrefix + route.path.replaceAll(/\{[^}]+\}/g, 's1'), kind: 'protected', headers: [],
      body: route.method === 'GET' ? '' : JSON.stringify(bodies[route.procedure.join('.')] ?? {}),
    };
    const isStream = ['chat.send', 'chat.regenerate', 'chat.edit', 'models.pull', 'system.events'].includes(route.procedure.join('.'));
    return isStream ? [door, { ...door, name: `${door.name} (stream)`, headers: [['Accept', 'text/event-stream']] }] : [door];
  });
  const guarded = (name: string, method: string, target: string, headers: [string, string][] = []): Door => ({ name, method, target, body: '', headers, kind: 'protected' });
  const screen = (name: string, method: string, target: string): Door => ({ name, method, target, body: '', headers: [], kind: 'screens' });
  return [
    ...rest,
    guarded('openapi', 'GET', `${restPrefix}/openapi.json`), guarded('unknown REST route', 'GET', `${restPrefix}/nowhere`), guarded('OPTIONS on REST', 'OPTIONS', `${restPrefix}/sessions`),
    guarded('unknown API', 'GET', '/api/other'), guarded('new code', 'POST', '/auth/code'), guarded('unknown auth route', 'GET', '/auth/nowhere'),
    guarded('socket', 'GET', socketPath, upgradeHeaders),
    screen('index', 'GET', '/'), screen('index by name', 'GET', '/index.html'), screen('asset', 'GET', '/assets/app-1a2b3c.js'), screen('HEAD index', 'HEAD', '/'),
    screen('OPTIONS on a screen', 'OPTIONS', '/'), screen('404', 'GET', '/nowhere'),
    { name: 'exchange', method: 'POST', target: '/auth/exchange', body: '{"code":"nonsense"}', headers: [], kind: 'exchange' },
  ];
}
