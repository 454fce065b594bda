// Which model answers, which could, and the download that is running.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Model, ModelStatus, PullEvent } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type Download = { provider: string | null; model: string | null; phase: 'running' | 'paused' | 'failed'; progress: PullEvent | null; error: ErrorData | null };
export type ModelsState = {
  status: ModelStatus | null;
  models: readonly Model[];
  download: Download | null;
  load(): Promise<void>;
  loadList(): Promise<void>;
  /** Makes a model the one that answers, without a restart; null lets Luminora choose. */
  choose(model: Pick<Model, 'provider' | 'name'> | null): Promise<void>;
  pull(provider: string | null, model: string | null): Promise<void>;
  pause(): void;
  cancel(): void;
  applyEvent(event: EngineEvent): void;
};

export function createModelsStore(client: Client) {
  return createStore<ModelsState>()((set, get) => {
    let abort: AbortController | null = null;
    return {
      status: null, models: [], download: null,
      async load() {
        const status = await client.models.status().catch(() => null);
        if (status) set({ status });
      },
      async loadList() {
        const list = await client.models.list().catch(() => null);
        if (list) set({ models: list.models });
      },
      async choose(model) {
        await client.settings.write({ changes: model
          ? [{ path: 'llm_provider.name', value: model.provider }, { path: 'llm_provider.config.models.main', value: model.name }]
          : [{ path: 'llm_provider.name', value: 'auto' }] });
        await Promise.all([get().load(), get().loadList()]);
      },
      async pull(provider, model) {
        abort?.abort();
        const controller = new AbortController();
        abort = controller;
        const previous = get().download?.model === model ? get().download?.progress ?? null : null;
        set({ download: { provider, model, phase: 'running', progress: previous, error: null } });
        try {
          const events = await client.models.pull({ ...(provider ? { provider } : {}), ...(model ? { model } : {}) }, { signal: controller.signal });
          for await (const progress of events) {
            if (controller.signal.aborted) return;
            set(({ download }) => ({ download: download && { ...download, progress } }));
          }
          if (controller.signal.aborted) return;
          // First what answers now, then the end: nothing may ask for the download again in between.
          await Promise.all([get().load(), get().loadList()]);
          if (!controller.signal.aborted) set({ download: null });
        } catch (error) {
          if (!controller.signal.aborted) set(({ download }) => ({ download: download && { ...download, phase: 'failed', error: readError(error) } }));
        }
      },
      pause() {
        abort?.abort();
        set(({ download }) => ({ download: download && { ...download, phase: 'paused' } }));
      },
      cancel() {
        abort?.abort();
        set({ download: null });
      },
      applyEvent(event) {
        if (event.type === 'model-changed' || event.type === 'download-end' || event.type === 'settings-changed') void Promise.all([get().load(), get().loadList()]);
      },
    };
  });
}
export type ModelsStore = ReturnType<typeof createModelsStore>;
