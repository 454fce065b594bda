// Where the page begins: fonts and styles, the connection, the stores, the first drawing.
import './zod-setup.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from './connection.ts';
import { App } from './features/shell/app.tsx';
import { parseRoute } from './features/shell/route.ts';
import { createShellStore } from './features/shell/shell-store.ts';
import { createStores, followConnection } from './stores.ts';

const shell = createShellStore({ storage: localStorage, languages: navigator.languages, route: parseRoute(location.hash) });
const connection = connect();
const stores = createStores(connection.client, shell);
followConnection(connection, stores);

const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><App stores={stores} onRetry={() => connection.retry()} /></StrictMode>);
