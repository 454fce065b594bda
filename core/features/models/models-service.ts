// Which models there are, which one answers and why, and fetching new ones.
import { LuminoraError, toErrorData } from '../../contract/errors.ts';
import type { ErrorData } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Model, ModelStatus, PullEvent } from '../../contract/system.ts';
import type { LanguageModel, ModelIdentity, ModelInfo } from '../../providers/llm/llm.ts';
import type { ModelSlot } from './model-slot.ts';

export type ModelsParts = {
  slot: ModelSlot;
  /** The providers that run on this machine and can list or fetch models, by id, each made on first use. */
  localProviders: Readonly<Record<string, () => Promise<LanguageModel>>>;
  /** `llm_provider.name` as configured. */
  configuredName: () => string;
  /** Bytes providers have sent to other machines since start. */
  bytesSent: () => number;
  broadcast: (event: EngineEvent) => void;
  /** Throws where this model (empty: the usual one) is not to be fetched: the program stays offline, or its licence is not accepted. */
  mayFetch: (model: string) => Promise<void>;
  /** Called when a new model is there: `auto` may choose anew. */
  modelsChanged: () => void;
};
export type ModelsService = {
  list(): Promise<Model[]>;
  status(): Promise<ModelStatus>;
  pull(request: { provider?: string | undefined; model?: string | undefined }, signal?: AbortSignal): AsyncGenerator<PullEvent>;
};

/** Provider whose default model needs no server. */
const builtIn = 'embedded';

export function createModelsService(parts: ModelsParts): ModelsService {
  async function identity(): Promise<ModelIdentity | null> {
    try {
      return await (await parts.slot.current()).identity();
    } catch {
      return null;
    }
  }

  async function listOf(provider: string): Promise<ModelInfo[]> {
    try {
      return await (await parts.localProviders[provider]!()).models();
    } catch {
      // A server that is not running has no models to offer.
      return [];
    }
  }

  async function list(): Promise<Model[]> {
    const ids = Object.keys(parts.localProviders);
    const [current, ...lists] = await Promise.all([identity(), ...ids.map(listOf)]);
    return ids.flatMap((provider, index) => lists[index]!.map((info) => ({ provider, ...info, is_current: current?.id === provider && current.model === info.name })));
  }

  return {
    list,
    async status() {
      const [current, models, health] = await Promise.all([
        identity(), list(), parts.slot.current().then((model) => model.health()).catch((error: unknown) => ({ status: 'error' as const, message: toErrorData(error).message })),
      ]);
      const isAnswering = health.status !== 'error';
      const defaultModel = models.find((model) => model.provider === builtIn) ?? null;
      return {
        current: isAnswering && current ? { provider: current.id, model: current.model, location: current.location, is_local: current.is_local } : null,
        configured: parts.configuredName(), reason: health.message, default_model: defaultModel,
        needs_download: !isAnswering && defaultModel !== null && !defaultModel.is_installed, bytes_sent: parts.bytesSent(),
      };
    },
    async *pull(request, signal) {
      const provider = request.provider ?? builtIn;
      const make = Object.hasOwn(parts.localProviders, provider) ? parts.localProviders[provider] : undefined;
      if (!make) throw new LuminoraError('unsupported', `"${provider}" cannot fetch models. Known: ${Object.keys(parts.localProviders).join(', ')}.`);
      const name = request.model ?? '';
      await parts.mayFetch(name);
      const told = (await listOf(provider)).find((model) => model.name === name)?.name ?? (name || 'default');
      let last: PullEvent | null = null;
      // Leaving the stream ends the generator at its yield: screens must hear of that end, too.
      let end: ErrorData | null = toErrorData(new LuminoraError('cancelled', 'The download was stopped; asking again goes on from there.'));
      try {
        for await (const progress of (await make()).pull(name, signal)) {
          last = toPullEvent(progress);
          const { type: _type, seconds_left: _left, ...shared } = last;
          parts.broadcast({ type: 'download-progress', model: told, ...shared });
          yield last;
        }
        end = null;
        parts.modelsChanged();
      } catch (error) {
        end = toErrorData(error);
        throw error;
      } finally {
        parts.broadcast({ type: 'download-end', model: told, error: end });
      }
      const bytes = last?.total_bytes ?? last?.completed_bytes ?? 0;
      yield { type: 'end', status: 'done', completed_bytes: bytes, total_bytes: bytes, bytes_per_second: null, seconds_left: 0, source: last?.source ?? null };
    },
  };
}

function toPullEvent(progress: { status: string; completed_bytes: number; total_bytes: number | null; bytes_per_second: number | null; source: string | null }): PullEvent {
  const { total_bytes, completed_bytes, bytes_per_second } = progress;
  const seconds_left = total_bytes !== null && bytes_per_second ? (total_bytes - completed_bytes) / bytes_per_second : null;
  return { type: 'progress', ...progress, seconds_left };
}
