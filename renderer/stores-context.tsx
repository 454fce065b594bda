// Hands the stores to components; each hook takes a selector.
import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AuditState } from './features/audit/audit-store.ts';
import type { BenchmarksState } from './features/benchmarks/benchmarks-store.ts';
import type { ChatState } from './features/chat/chat-store.ts';
import type { CompanionsState } from './features/companions/companions-store.ts';
import type { EditorState } from './features/companions/editor-store.ts';
import type { LorebooksState } from './features/companions/lorebooks-store.ts';
import type { PreviewState } from './features/companions/preview-store.ts';
import type { TryoutState } from './features/companions/tryout-store.ts';
import type { ForgettingState } from './features/forgetting/forgetting-store.ts';
import type { InboxState } from './features/inbox/inbox-store.ts';
import type { EpisodesState } from './features/memory/episodes-store.ts';
import type { FactsState } from './features/memory/facts-store.ts';
import type { InsightsState } from './features/insights/insights-store.ts';
import type { LocalModelsState } from './features/local-models/local-models-store.ts';
import type { ModelsState } from './features/models/models-store.ts';
import type { PicturesState } from './features/relationship/pictures-store.ts';
import type { RelationshipState } from './features/relationship/relationship-store.ts';
import type { SearchState } from './features/search/search-store.ts';
import type { SessionsState } from './features/sessions/sessions-store.ts';
import type { FeaturesState } from './features/settings/features-store.ts';
import type { SettingsState } from './features/settings/settings-store.ts';
import type { ShellState } from './features/shell/shell-store.ts';
import type { SummariesState } from './features/summaries/summaries-store.ts';
import type { WhyState } from './features/why/why-store.ts';
import type { BackupsState } from './features/your-data/backups-store.ts';
import type { ImportsState } from './features/your-data/imports-store.ts';
import type { SnapshotsState } from './features/your-data/snapshots-store.ts';
import type { Stores } from './stores.ts';

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({ stores, children }: { stores: Stores; children: ReactNode }): ReactNode {
  return <StoresContext value={stores}>{children}</StoresContext>;
}

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('StoresProvider is missing above this component.');
  return stores;
}

export function useShell<T>(select: (state: ShellState) => T): T { return useStore(useStores().shell, select); }
export function useSessions<T>(select: (state: SessionsState) => T): T { return useStore(useStores().sessions, select); }
export function useChat<T>(select: (state: ChatState) => T): T { return useStore(useStores().chat, select); }
export function useModels<T>(select: (state: ModelsState) => T): T { return useStore(useStores().models, select); }
export function useLocalModels<T>(select: (state: LocalModelsState) => T): T { return useStore(useStores().localModels, select); }
export function useBenchmarks<T>(select: (state: BenchmarksState) => T): T { return useStore(useStores().benchmarks, select); }
export function useSettings<T>(select: (state: SettingsState) => T): T { return useStore(useStores().settings, select); }
export function useFeatures<T>(select: (state: FeaturesState) => T): T { return useStore(useStores().features, select); }
export function useFacts<T>(select: (state: FactsState) => T): T { return useStore(useStores().facts, select); }
export function useEpisodes<T>(select: (state: EpisodesState) => T): T { return useStore(useStores().episodes, select); }
export function useSearch<T>(select: (state: SearchState) => T): T { return useStore(useStores().search, select); }
export function useLookup<T>(select: (state: SearchState) => T): T { return useStore(useStores().lookup, select); }
export function useWhy<T>(select: (state: WhyState) => T): T { return useStore(useStores().why, select); }
export function useCompanions<T>(select: (state: CompanionsState) => T): T { return useStore(useStores().companions, select); }
export function useEditor<T>(select: (state: EditorState) => T): T { return useStore(useStores().editor, select); }
export function useLorebooks<T>(select: (state: LorebooksState) => T): T { return useStore(useStores().lorebooks, select); }
export function usePreview<T>(select: (state: PreviewState) => T): T { return useStore(useStores().preview, select); }
export function useTryout<T>(select: (state: TryoutState) => T): T { return useStore(useStores().tryout, select); }
export function useRelationship<T>(select: (state: RelationshipState) => T): T { return useStore(useStores().relationship, select); }
export function useBackups<T>(select: (state: BackupsState) => T): T { return useStore(useStores().backups, select); }
export function useSnapshots<T>(select: (state: SnapshotsState) => T): T { return useStore(useStores().snapshots, select); }
export function useImports<T>(select: (state: ImportsState) => T): T { return useStore(useStores().imports, select); }
export function useInsights<T>(select: (state: InsightsState) => T): T { return useStore(useStores().insights, select); }
export function useInbox<T>(select: (state: InboxState) => T): T { return useStore(useStores().inbox, select); }
export function useAudit<T>(select: (state: AuditState) => T): T { return useStore(useStores().audit, select); }
export function useForgetting<T>(select: (state: ForgettingState) => T): T { return useStore(useStores().forgetting, select); }
export function useSummaries<T>(select: (state: SummariesState) => T): T { return useStore(useStores().summaries, select); }
export function usePictures<T>(select: (state: PicturesState) => T): T { return useStore(useStores().pictures, select); }
