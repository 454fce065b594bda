// The screens over the sample world, for looking at them: /testing/harness.html?scene=chat&language=es. Not part of the product's page.
import '../zod-setup.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '../styles/tokens.css';
import '../styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '../features/shell/app.tsx';
import { parseRoute } from '../features/shell/route.ts';
import { createShellStore } from '../features/shell/shell-store.ts';
import { createStores, followConnection } from '../stores.ts';
import { createMemoryClient } from './memory-client.ts';
import { manyCompanions } from './sample-characters.ts';
import { manyFacts, sampleEpisodes } from './sample-memory.ts';
import { fewFeelings, manyFeelings } from './sample-feelings.ts';
import { sampleFindings, sampleProposals, sampleSummaries, sampleTombstones } from './sample-owned.ts';
import { emptyLocalModels, sampleLocalModels } from './sample-local-models.ts';
import { sampleData, sampleImports } from './sample-data.ts';
import { createSampleWorld } from './sample-world.ts';

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? 'chat';
const language = query.get('language') === 'es' ? 'es' : 'en';
const turns = Number(query.get('turns') ?? 0);
const world = createSampleWorld(language, Date.now(), turns);
if (scene !== 'empty' && scene !== 'first') world.feelings = (scene === 'lots' ? manyFeelings : fewFeelings)(Date.now(), world.messages.map(({ id }) => id));
if (scene !== 'empty' && scene !== 'first') Object.assign(world, { proposals: sampleProposals(language, Date.now(), scene === 'lots' ? 140 : 6), findings: sampleFindings(language), tombstones: sampleTombstones(Date.now()), summaries: sampleSummaries(language, Date.now(), turns * 2) });
if (scene === 'empty') Object.assign(world, { sessions: [], messages: [], facts: [], episodes: [] });
if (scene === 'lots') Object.assign(world, { companions: [...world.companions, ...manyCompanions(language)], facts: [...world.facts, ...manyFacts(language, Date.now(), 300)], episodes: sampleEpisodes(language, Date.now(), 0, 100), keyword_only: true });
if (scene !== 'empty' && scene !== 'first') world.data = { ...sampleData(Date.now()), imports: scene === 'lots' ? sampleImports(language, Date.now(), world.sessions.slice(0, 3).map(({ id }) => id)) : [] };
world.local_models = scene === 'empty' || scene === 'first' ? emptyLocalModels() : sampleLocalModels(Date.now());
if (scene === 'measuring') world.local_models.running = { done: 7, total: 18, what: 'multilingual-e5-small-latin int8: retrieval es' };
if (scene === 'lots') world.local_models.is_offline = true;
if (scene === 'first') world.status = { ...world.status, current: null, needs_download: true };
if (scene === 'error') {
  const last = world.messages.at(-1);
  if (last) Object.assign(last, { status: 'failed', content: '', error: { code: 'provider_unavailable', message: 'Ollama at 127.0.0.1:11434 did not answer.', retryable: true } });
}
const memory = createMemoryClient(world);
const shell = createShellStore({ storage: localStorage, languages: [language], route: parseRoute(location.hash || (scene === 'empty' || scene === 'first' ? '' : '#/chat/session-000000')) });
const stores = createStores(memory.client, shell);
const phase = scene === 'lost' ? 'lost' : scene === 'denied' ? 'denied' : 'open';
const state = { phase, retry_at: phase === 'lost' ? Date.now() + 7000 : null } as const;
followConnection({ client: memory.client, state: () => ({ phase: 'open', retry_at: null }), subscribe: () => () => {}, retry() {} }, stores);
if (phase !== 'open') setTimeout(() => shell.getState().update({ connection: state }), 300);
Object.assign(window, { luminora: { memory, stores } });

const root = document.getElementById('root');
if (root) createRoot(root).render(<App stores={stores} onRetry={() => shell.getState().update({ connection: { phase: 'open', retry_at: null } })} />);
