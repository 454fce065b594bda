// The headless host's door.
export { startServer, type RunningServer, type ServerOptions } from './server.ts';
export { socketPath } from './websocket.ts';
