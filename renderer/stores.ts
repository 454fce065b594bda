// Makes every store around one client, and keeps them up to date with the engine's event stream.
import { contractVersion, type Client, type EngineEvent } from '../core/contract/index.ts';
import type { Connection } from './connection.ts';
import { createBenchmarksStore, type BenchmarksStore } from './features/benchmarks/benchmarks-store.ts';
import { createAuditStore, type AuditStore } from './features/audit/audit-store.ts';
import { createChatStore, type ChatStore } from './features/chat/chat-store.ts';
import { createCompanionsStore, type CompanionsStore } from './features/companions/companions-store.ts';
import { createEditorStore, type EditorStore } from './features/companions/editor-store.ts';
import { createLorebooksStore, type LorebooksStore } from './features/companions/lorebooks-store.ts';
import { createPreviewStore, type PreviewStore } from './features/companions/preview-store.ts';
import { createTryoutStore, type TryoutStore } from './features/companions/tryout-store.ts';
import { createForgettingStore, type ForgettingStore } from './features/forgetting/forgetting-store.ts';
import { createInboxStore, type InboxStore } from './features/inbox/inbox-store.ts';
import { createEpisodesStore, type EpisodesStore } from './features/memory/episodes-store.ts';
import { createFactsStore, type FactsStore } from './features/memory/facts-store.ts';
import { createInsightsStore, type InsightsStore } from './features/insights/insights-store.ts';
import { createLocalModelsStore, type LocalModelsStore } from './features/local-models/local-models-store.ts';
import { createModelsStore, type ModelsStore } from './features/models/models-store.ts';
import { createPicturesStore, type PicturesStore } from './features/relationship/pictures-store.ts';
import { createRelationshipStore, type RelationshipStore } from './features/relationship/relationship-store.ts';
import { createSearchStore, type SearchStore } from './features/search/search-store.ts';
import { createSessionsStore, type SessionsStore } from './features/sessions/sessions-store.ts';
import { createFeaturesStore, type FeaturesStore } from './features/settings/features-store.ts';
import { createSettingsStore, type SettingsStore } from './features/settings/settings-store.ts';
import type { ShellStore } from './features/shell/shell-store.ts';
import { createSummariesStore, type SummariesStore } from './features/summaries/summaries-store.ts';
import { createWhyStore, type WhyStore } from './features/why/why-store.ts';
import { createBackupsStore, type BackupsStore } from './features/your-data/backups-store.ts';
import { createImportsStore, type ImportsStore } from './features/your-data/imports-store.ts';
import { createSnapshotsStore, type SnapshotsStore } from './features/your-data/snapshots-store.ts';

export type Stores = {
  shell: ShellStore; sessions: SessionsStore; chat: ChatStore; models: ModelsStore; settings: SettingsStore; features: FeaturesStore; facts: FactsStore; episodes: EpisodesStore;
  /** The memory page's search. */
  search: SearchStore;
  /** The palette's search. */
  lookup: SearchStore;
  why: WhyStore;
  relationship: RelationshipStore;
  /** Portraits and expressions. */
  pictures: PicturesStore;
  insights: InsightsStore;
  /** Model files, beside which model answers. */
  localModels: LocalModelsStore;
  benchmarks: BenchmarksStore;
  inbox: InboxStore; audit: AuditStore; forgetting: ForgettingStore; summaries: SummariesStore;
  backups: BackupsStore; snapshots: SnapshotsStore; imports: ImportsStore;
  companions: CompanionsStore; editor: EditorStore; preview: PreviewStore; tryout: TryoutStore; lorebooks: LorebooksStore;
};

export function createStores(client: Client, shell: ShellStore): Stores {
  const relationship = createRelationshipStore(client);
  return {
    shell, relationship, pictures: createPicturesStore(client), sessions: createSessionsStore(client), chat: createChatStore(client, undefined, relationship.getState().applyTurnEvent), models: createModelsStore(client),
    settings: createSettingsStore(client), features: createFeaturesStore(client), facts: createFactsStore(client), episodes: createEpisodesStore(client), search: createSearchStore(client, 50), lookup: createSearchStore(client, 12), why: createWhyStore(client),
    inbox: createInboxStore(client), audit: createAuditStore(client), forgetting: createForgettingStore(client), summaries: createSummariesStore(client),
    backups: createBackupsStore(client), snapshots: createSnapshotsStore(client), imports: createImportsStore(client),
    localModels: createLocalModelsStore(client), benchmarks: createBenchmarksStore(client),
    insights: createInsightsStore(client), companions: createCompanionsStore(client), editor: createEditorStore(client), preview: createPreviewStore(client), tryout: createTryoutStore(client), lorebooks: createLorebooksStore(client),
  };
}

/** Loads everything each time the connection opens, and follows the events while it lasts. */
export function followConnection(connection: Pick<Connection, 'client' | 'state' | 'subscribe' | 'retry'>, stores: Stores): () => void {
  let watch: AbortController | null = null;
  const change = (): void => {
    const state = connection.state();
    stores.shell.getState().update({ connection: state });
    watch?.abort();
    if (state.phase !== 'open') return;
    watch = new AbortController();
    void loadAll(stores);
    void watchEvents(connection.client, stores, watch.signal);
  };
  const end = connection.subscribe(change);
  change();
  return () => { end(); watch?.abort(); };
}

async function loadAll(stores: Stores): Promise<void> {
  const { chat, facts, episodes, companions, relationship } = stores;
  await Promise.all([
    stores.features.getState().load(), stores.sessions.getState().load(), stores.models.getState().load(), chat.getState().session_id ? chat.getState().reload() : undefined,
    facts.getState().is_loaded ? facts.getState().load() : undefined, episodes.getState().is_loaded ? episodes.getState().load() : undefined,
    companions.getState().is_loaded ? companions.getState().load() : undefined, relationship.getState().reload(),
    stores.insights.getState().figures ? stores.insights.getState().load() : undefined,
    stores.inbox.getState().load(), stores.audit.getState().reload(), stores.summaries.getState().reload(), stores.forgetting.getState().is_loaded ? stores.forgetting.getState().loadTombstones() : undefined,
    ...[stores.backups, stores.snapshots, stores.imports, stores.localModels, stores.benchmarks].map((store) => (store.getState().is_loaded ? store.getState().load() : undefined)),
    stores.localModels.getState().are_uses_loaded ? stores.localModels.getState().loadUses() : undefined,
    // What was found and what explains a reply may hold what is gone.
    stores.search.getState().run(), stores.lookup.getState().run(), stores.why.getState().reload(),
  ]);
}

async function watchEvents(client: Client, stores: Stores, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of await client.system.events(undefined, { signal })) applyEvent(stores, event);
    } catch {
      if (signal.aborted) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

/** What is kept of companions beside their list: other ones may have taken their place. */
function forgetCompanions({ chat, lorebooks, pictures, sessions }: Stores): void {
  chat.setState({ presence: {} });
  lorebooks.getState().applyEvent({ type: 'lorebooks-changed' });
  for (const { id } of sessions.getState().personalities) pictures.getState().applyEvent({ type: 'personality-changed', id });
}

/** Every store picks what concerns it. */
export function applyEvent(stores: Stores, event: EngineEvent): void {
  stores.sessions.getState().applyEvent(event);
  stores.features.getState().applyEvent(event);
  stores.chat.getState().applyEvent(event);
  stores.models.getState().applyEvent(event);
  stores.facts.getState().applyEvent(event);
  stores.episodes.getState().applyEvent(event);
  stores.relationship.getState().applyEvent(event);
  stores.pictures.getState().applyEvent(event);
  stores.companions.getState().applyEvent(event);
  stores.editor.getState().applyEvent(event);
  stores.lorebooks.getState().applyEvent(event);
  stores.inbox.getState().applyEvent(event);
  stores.summaries.getState().applyEvent(event);
  stores.backups.getState().applyEvent(event);
  stores.snapshots.getState().applyEvent(event);
  stores.imports.getState().applyEvent(event);
  stores.localModels.getState().applyEvent(event);
  stores.benchmarks.getState().applyEvent(event);
  if (event.type === 'forgotten' || event.type === 'snapshot-applied' || event.type === 'backup-restored') void loadAll(stores);
  if (event.type === 'snapshot-applied' || event.type === 'backup-restored') forgetCompanions(stores);
  if (event.type === 'import-progress' && event.import.state !== 'running') void stores.sessions.getState().load();
  if (event.type === 'personality-deleted' && stores.shell.getState().chosen_companion === event.id) stores.shell.getState().update({ chosen_companion: null });
  if (event.type === 'personality-changed' || event.type === 'personality-deleted') void stores.sessions.getState().loadCompanions();
  if (event.type === 'settings-changed' && stores.settings.getState().schema) void stores.settings.getState().load();
  if (event.type === 'alive' && event.contract_version !== contractVersion) stores.shell.getState().update({ is_page_old: true });
}
