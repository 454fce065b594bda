// Model files of the in-memory client: downloads run on whoever looks, in four steps; measurements in three.
import { implement } from '@orpc/server';
import { contract, type EngineEvent, type LocalModel, type ModelDownload, type Precision } from '../../core/contract/index.ts';
import { engineError, type MemoryWorld } from './memory-client.ts';
import { emptyLocalModels, sampleRun } from './sample-local-models.ts';

type Tools = { now: () => number; failIfTold: (name: string) => void; find: <Item extends { id: string }>(items: Item[], id: string) => Item; emit: (event: EngineEvent) => void };

export function createLocalModelRoutes(world: MemoryWorld, { now, failIfTold, find, emit }: Tools) {
  const os = implement(contract);
  const local = (world.local_models ??= emptyLocalModels());
  const timers = new Map<string, ReturnType<typeof setInterval>>();
  let added = 0;
  const changed = (): void => emit({ type: 'local-models-changed' });
  const tell = (model: LocalModel, part: Partial<ModelDownload>): void => {
    if (!model.download) return;
    Object.assign(model.download, part);
    emit({ type: 'local-model-progress', download: structuredClone(model.download) });
  };
  const stop = (id: string): void => { clearInterval(timers.get(id)); timers.delete(id); };
  const variantOf = (model: LocalModel, precision: Precision | null) => model.variants.find((one) => one.precision === precision) ?? model.variants.find((one) => one.is_chosen) ?? model.variants[0]!;
  const setState = (model: LocalModel, state: LocalModel['variants'][number]['state']): void => { variantOf(model, model.download?.precision ?? null).state = state; };
  const step = (model: LocalModel): void => {
    const { download } = model;
    if (!download?.total_bytes) return;
    const done = Math.min(download.total_bytes, download.completed_bytes + download.total_bytes / 4);
    if (done < download.total_bytes) return tell(model, { completed_bytes: done, seconds_left: (download.total_bytes - done) / 8_000_000 });
    if (download.state === 'running') return tell(model, { state: 'verifying', completed_bytes: done, bytes_per_second: null, seconds_left: null });
    stop(model.id);
    setState(model, 'ready');
    Object.assign(model, { download: null, problem: null });
    changed();
  };
  const addCustom = (title: string, state: 'absent' | 'ready'): LocalModel => {
    const model: LocalModel = {
      id: `custom-${++added}`, kind: 'embedding', title, description: '', origin: 'custom', licence: { name: 'not told', url: '', notice: '', needs_acceptance: false, is_accepted: false }, languages: [], dimension: 384, max_tokens: 512,
      variants: [{ precision: 'fp32', size_bytes: 90_000_000, state, memory_bytes: 140_000_000, fit: 'well', is_chosen: true }], used_for: [], download: null, problem: null,
    };
    local.models.push(model);
    changed();
    return structuredClone(model);
  };
  const measure = (): void => {
    const timer = setInterval(() => {
      const { running } = local;
      if (!running) return clearInterval(timer);
      running.done += 1;
      const isDone = running.done >= running.total;
      if (isDone) { local.runs.unshift(sampleRun(local.runs.length + 10, now() + local.runs.length)); local.running = null; }
      emit({ type: 'benchmark-progress', ...running, is_done: isDone, error: null });
      return undefined;
    }, local.step_ms);
  };
  return {
    localModels: {
      list: os.localModels.list.handler(() => { failIfTold('local-models'); return structuredClone({ models: local.models, machine: local.machine, is_offline: local.is_offline, downloads_folder: '~/.local/share/luminora/models' }); }),
      download: os.localModels.download.handler(({ input }) => {
        failIfTold('local-models.download');
        const model = find(local.models, input.model);
        if (model.licence.needs_acceptance && !model.licence.is_accepted && !input.accepts_licence) throw engineError('invalid_input', `The licence of ${model.title} must be read and accepted before it is fetched.`);
        if (input.accepts_licence) model.licence.is_accepted = true;
        const variant = variantOf(model, input.precision ?? model.download?.precision ?? null);
        variant.state = 'partial';
        model.download = { model: model.id, precision: variant.precision, state: 'running', completed_bytes: model.download?.completed_bytes ?? 0, total_bytes: variant.size_bytes ?? 90_000_000, bytes_per_second: 8_000_000, seconds_left: null, source: 'hub', error: null };
        stop(model.id);
        timers.set(model.id, setInterval(() => step(model), local.step_ms));
        return structuredClone(model.download);
      }),
      pause: os.localModels.pause.handler(({ input }) => { stop(input.model); tell(find(local.models, input.model), { state: 'paused', bytes_per_second: null, seconds_left: null }); return {}; }),
      cancel: os.localModels.cancel.handler(({ input }) => {
        const model = find(local.models, input.model);
        stop(model.id);
        setState(model, 'absent');
        model.download = null;
        changed();
        return {};
      }),
      verify: os.localModels.verify.handler(({ input }) => {
        failIfTold('local-models.verify');
        const isGood = !find(local.models, input.model).variants.some(({ state }) => state === 'damaged');
        return { files: [{ path: 'tokenizer.json', is_good: true, reason: null }, { path: 'onnx/model_quantized.onnx', is_good: isGood, reason: isGood ? null : 'Its SHA-256 is another than it should be.' }] };
      }),
      remove: os.localModels.remove.handler(({ input }) => {
        const model = find(local.models, input.model);
        const gone = model.variants.filter((variant) => (variant.state === 'ready' || variant.state === 'damaged') && (input.precision ?? variant.precision) === variant.precision);
        for (const variant of gone) variant.state = 'absent';
        Object.assign(model, { problem: null, used_for: [] });
        if (model.origin === 'custom') local.models.splice(local.models.indexOf(model), 1);
        changed();
        return { freed_bytes: gone.reduce((sum, { size_bytes: size }) => sum + (size ?? 0), 0) };
      }),
      importFolder: os.localModels.importFolder.handler(({ input }) => {
        if (/nothing/.test(input.path)) throw engineError('not_found', `There is no ${input.path} on this machine.`);
        return addCustom(input.title ?? input.path.split('/').at(-1) ?? input.path, 'ready');
      }),
      addFromHub: os.localModels.addFromHub.handler(({ input }) => { failIfTold('local-models.hub'); return addCustom(input.repository.split('/')[1] ?? input.repository, 'absent'); }),
      choices: os.localModels.choices.handler(() => {
        failIfTold('local-models.choices');
        const chosen = (use: string): unknown => world.settings.find(({ path }) => path === `models.uses.${use}`)?.value;
        return { choices: local.choices.map((choice) => { const setting = chosen(choice.use); return typeof setting !== 'string' ? choice : { ...choice, setting, ...(setting === 'auto' ? {} : { model: setting, reason: 'Chosen by you.' }) }; }) };
      }),
      cache: os.localModels.cache.handler(() => local.cache),
    },
    benchmarks: {
      list: os.benchmarks.list.handler(() => { failIfTold('benchmarks'); return structuredClone({ runs: local.runs, running: local.running }); }),
      start: os.benchmarks.start.handler(({ input }) => {
        if (input.folder && /nothing/.test(input.folder)) throw engineError('not_found', `There is no folder ${input.folder}.`);
        local.running = { done: 0, total: 3, what: input.models?.[0] ?? '' };
        measure();
        return { total: 3 };
      }),
      stop: os.benchmarks.stop.handler(() => {
        const { running } = local;
        local.running = null;
        if (running) emit({ type: 'benchmark-progress', ...running, is_done: true, error: { code: 'cancelled', message: 'Measuring was stopped.', retryable: true } });
        return {};
      }),
      remove: os.benchmarks.remove.handler(({ input }) => { local.runs.splice(local.runs.indexOf(find(local.runs, input.id)), 1); return {}; }),
    },
  };
}
