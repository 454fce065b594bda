// The composition root: opens the storage, makes the providers, wires the features into one engine.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Config } from './config/schema.ts';
import { contractVersion, LuminoraError } from './contract/index.ts';
import type { EngineEvent } from './contract/events.ts';
import type { Precision } from './contract/local-models.ts';
import { loadAnalyser } from './engine-analyser.ts';
import { openMemory } from './engine-memory.ts';
import { openLocalModels, openModelStore, tellFailures } from './engine-models.ts';
import { describeProviders, localModelProviders, makeLanguageModel, makeStorage, requireStores } from './engine-providers.ts';
import { summarySettings, turnSettings } from './engine-settings.ts';
import type { Engine, EngineDeps } from './engine-interface.ts';
import { createForgetCopies, openBinding } from './engine-binding.ts';
import { openCharacter } from './engine-character.ts';
import { openBackups } from './engine-backups.ts';
import { openBenchmarks } from './engine-benchmarks.ts';
import { prepareImports } from './engine-imports.ts';
import { openForgetting } from './engine-forgetting.ts';
import { openSnapshots } from './engine-snapshots.ts';
import { createAnalyticsHandlers } from './features/analytics/index.ts';
import { installShippedPersonalities, loadShippedPersonalities } from './features/character/index.ts';
import { createChatHandlers, createChatService, createSessionService, markInterrupted } from './features/chat/index.ts';
import type { TurnParts } from './features/chat/index.ts';
import { createHandlerBuilder } from './features/handler-builder.ts';
import { aliveEvent, aliveEveryMs, createHealthService, createSystemHandlers } from './features/health/index.ts';
import { createLearnFacts, createMemoryHandlers, createMemoryRefiner } from './features/memory/index.ts';
import { createModelsHandlers, createModelSlot, createModelsService } from './features/models/index.ts';
import { createSummaries, createSummaryBatch, createSummaryHandlers } from './features/summaries/index.ts';
import { createSettingsHandlers } from './features/settings/index.ts';
import type { ConfigStore, SettingChange } from './features/settings/index.ts';
import { createJobRunner, recoverJobs } from './jobs/job-runner.ts';
import { createBroadcast } from './lib/broadcast.ts';
import { systemClock } from './lib/clock.ts';
import { countSentBytes } from './lib/count-sent-bytes.ts';
import { createIdSource } from './lib/ids.ts';
import { silentLog } from './lib/log.ts';
import type { LanguageModel } from './providers/llm/llm.ts';
import { lockDataFolder } from './providers/storage/sqlite-lock.ts';
import { productVersion } from './version.ts';

/** What `openEngine` adds: where settings are read and written. */
export type EngineSettings = { current: () => Config; store: ConfigStore };

/**
 * Opens a data folder and brings the engine up. Models are loaded on first use, so this is quick.
 * @throws LuminoraError `data_folder_in_use`, `storage_*`, `invalid_configuration`, `unsupported`
 */
export async function startEngine(settings: EngineSettings, deps: EngineDeps): Promise<Engine> {
  const clock = deps.clock ?? systemClock;
  const log = deps.log ?? silentLog;
  const config = settings.current;
  const secret = deps.secret ?? (async (name: string) => process.env[name]);
  requireStores(config());
  const lock = lockDataFolder(deps.dataFolder, { pid: process.pid, contract_version: contractVersion });
  const undo: (() => unknown)[] = [() => lock.release()];
  try {
    const storage = await makeStorage(config(), { dataFolder: deps.dataFolder, migrationsFolder: join(deps.productFolder, 'migrations'), clock, log: log.child('storage'), secret });
    undo.unshift(() => storage.close());
    const ids = deps.ids ?? createIdSource(clock, (await storage.greatestId()) ?? undefined);
    await recoverJobs(storage, clock);
    await markInterrupted({ storage, clock, ids });
    const shipped = await loadShippedPersonalities(join(deps.productFolder, 'personalities'));
    await installShippedPersonalities(shipped, { storage, clock });

    const events = createBroadcast<EngineEvent>();
    const broadcast = events.send;
    const sent = countSentBytes(deps.fetch ?? globalThis.fetch);
    const modelFolders = { modelsFolder: config().models.folder ?? join(deps.productFolder, 'models'), downloadsFolder: config().models.downloads_folder ?? join(deps.dataFolder, 'models') };
    await mkdir(modelFolders.downloadsFolder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
      throw new LuminoraError('storage_failed', `The folder for downloaded models ${modelFolders.downloadsFolder} cannot be made. Choose another in models.downloads_folder, or move away what stands there.`, { cause, details: { path: modelFolders.downloadsFolder } });
    });
    const modelStore = openModelStore({ fetch: sent.fetch, clock, secret, log: log.child('models'), config, ...modelFolders });
    let refetch: (model: string, precision?: Precision) => void = () => {};
    const providerDeps = { fetch: sent.fetch, clock, secret, store: tellFailures(modelStore, (model, precision) => refetch(model, precision)), ...modelFolders };

    const slot = createModelSlot(() => makeLanguageModel(config(), { ...providerDeps, log: log.child('llm') }), log);
    undo.unshift(() => slot.close());
    const analyser = await loadAnalyser(deps.productFolder, log);
    const memory = await openMemory({ storage, config, ids, clock, log: log.child('memory'), dataFolder: deps.dataFolder, secret, providerDeps, analyser, broadcast });
    undo.unshift(() => memory.close());
    const benchmarks = openBenchmarks({ storage, clock, ids, log: log.child('benchmarks'), broadcast, config, store: modelStore, providerDeps });
    undo.unshift(() => benchmarks.close());
    const learnFacts = createLearnFacts({ storage, clock, ids, broadcast, read: memory.readFacts, judge: memory.tombstones.judge });
    const bringing = prepareImports({ storage, clock, ids, log: log.child('imports'), broadcast, readFacts: memory.readFacts, tombstones: memory.tombstones });
    const summaryParts = { storage, clock, ids, broadcast, readFacts: memory.readFacts, tombstones: memory.tombstones, settings: () => summarySettings(config()) };
    const summaries = createSummaries(summaryParts);
    const jobs = createJobRunner({
      storage, clock, log: log.child('jobs'), patient: bringing.patient,
      handlers: { ...memory.handlers, ...summaries.handlers, ...bringing.jobHandlers, 'learn-facts': (job, signal) => (config().features.fact_extraction ? learnFacts(job, signal) : Promise.resolve({ changes: [] })) },
    });
    undo.unshift(() => jobs.stop());

    const refiner = createMemoryRefiner({
      storage, clock, ids, broadcast, judge: memory.tombstones.judge, leaveOut: memory.tombstones.leaveOut, log: log.child('memory'), model: slot.current, others: [createSummaryBatch(summaryParts)], isLearning: () => config().features.fact_extraction,
      settings: () => ({ mode: config().memory.refinement, idleMs: config().memory.refine_after_seconds * 1000 }),
    });
    undo.unshift(() => refiner.stop());
    const character = openCharacter({ storage, clock, ids, broadcast, log: log.child('character'), shipped, config, model: slot.current });
    undo.unshift(() => character.close());
    const { characters } = character;
    const quiet = inTurn(refiner, character.quiet, bringing.quiet);
    const binding = openBinding({ storage, clock, ids, log: log.child('binding'), broadcast, characters, jobs, quiet, quietened: () => refiner.idle(), read: memory.readFacts, spaceId: memory.embedder.spaceId, listeners: [summaries.afterBranchChange] });
    const forgetVectors = createForgetCopies({ storage, log: log.child('binding'), broadcast, memory, snapshots: { forgetBackups: () => snapshots.forgetBackups() }, model: async () => slot.held() });
    const chat = createChatService({
      ...binding, forgetVectors, storage, clock, ids, log: log.child('chat'), embedder: memory.embedder, recall: memory.recall, analyser, characters, lore: character.lore, summaries, jobs, quiet: inTurn(quiet, memory.quiet, benchmarks.quiet), broadcast, model: slot.current, settings: () => turnSettings(config()),
    });
    undo.unshift(() => chat.close());
    const snapshots = await openSnapshots({ storage, clock, ids, log: log.child('snapshots'), broadcast, dataFolder: deps.dataFolder, chat, jobs, quiet, memory, characters });
    undo.unshift(() => snapshots.close());
    const sessions = createSessionService({ storage, clock, ids, characters, broadcast, defaultPersonality: () => config().character.personality, stopTurn: chat.stop, episodesOf: memory.episodesOf, alsoForget: (id) => [memory.forgetSession(id)], ...binding, forgetVectors });
    await binding.mendLedger().catch((error: unknown) => log.warn('ledger-not-mended', { reason: String(error) }));
    const imports = await bringing.open({
      dataFolder: deps.dataFolder, companions: characters.list, defaultPersonality: () => config().character.personality, sessions,
      imported: () => { jobs.kick(); memory.mendAgain(() => jobs.kick(), []); },
    });
    undo.unshift(() => imports.close());
    const backups = openBackups({
      storage, clock, ids, log: log.child('backups'), broadcast, config, chat, jobs, memory, characters, rest: binding.rest, isImporting: imports.isRunning,
      install: () => installShippedPersonalities(shipped, { storage, clock }),
    });
    undo.unshift(() => backups.close());
    const forgetting = openForgetting({ storage, clock, ids, log: log.child('forgetting'), broadcast, chat, memory, snapshots, imports, rest: binding.rest, model: async () => slot.held(), afterBranchChange: binding.afterBranchChange });
    const modelsChanged = () => {
      slot.replace(chat.idle());
      broadcast({ type: 'model-changed' });
    };
    const localModels = lazyModels((name) => makeLanguageModel(config(), { ...providerDeps, log: log.child('llm') }, name));
    undo.unshift(() => localModels.close());
    const modelFiles = openLocalModels({
      store: modelStore, storage, config, clock, log: log.child('models'), broadcast, downloadsFolder: modelFolders.downloadsFolder, replying: () => slot.held(), running: memory.runningModels,
      filesChanged: (kind) => {
        if (kind === 'llm') modelsChanged();
        if (kind !== 'embedding') return;
        memory.embedder.retry();
        memory.mendAgain(() => jobs.kick(), []);
      },
      cache: async () => memory.embedder.statistics(),
    });
    undo.unshift(() => modelFiles.close());
    ({ refetch } = modelFiles);
    const models = createModelsService({ slot, localProviders: localModels.providers, configuredName: () => config().llm_provider.name, bytesSent: sent.total, broadcast, mayFetch: modelFiles.mayFetch, modelsChanged });
    const health = createHealthService({
      clock, version: productVersion,
      checks: { storage: () => storage.health(), llm: async () => (await slot.current()).health(), embeddings: memory.embeddingHealth, vectors: memory.vectorHealth, cache: memory.cacheHealth },
    });
    const applied = (changes: readonly SettingChange[]): string[] => {
      const touches = (section: string) => changes.some(({ path }) => path === section || path.startsWith(`${section}.`));
      if (touches('llm_provider')) {
        localModels.forget();
        modelsChanged();
      }
      broadcast({ type: 'settings-changed', paths: changes.map(({ path }) => path) });
      return changes.map(({ path }) => path).filter((path) => /^(storage_provider|vector_store_provider|embedding_provider|cache_provider|server|telemetry|models)\b/.test(path));
    };

    const builder = createHandlerBuilder(log, (feature) => config().features[feature]);
    const router = builder.router({
      ...createChatHandlers(builder, { chat, sessions, storage, log }),
      ...character.handlers(builder),
      ...createMemoryHandlers(builder, { storage, clock, ids, log, broadcast, vectors: memory.vectors, embedder: memory.embedder, search: memory.search, tombstones: memory.tombstones, kick: () => jobs.kick() }),
      summaries: createSummaryHandlers(builder, summaries),
      forgetting: forgetting.handlers(builder),
      snapshots: snapshots.handlers(builder),
      ...imports.handlers(builder),
      backups: backups.handlers(builder),
      analytics: createAnalyticsHandlers(builder, { storage, clock, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
      models: createModelsHandlers(builder, { models, log }),
      localModels: modelFiles.handlers(builder),
      benchmarks: benchmarks.handlers(builder),
      settings: createSettingsHandlers(builder, { store: settings.store, applied, providerOptions: describeProviders }),
      system: createSystemHandlers(builder, { health, events }),
    });
    const alive = setInterval(() => broadcast(aliveEvent), aliveEveryMs);
    alive.unref();
    undo.unshift(() => { clearInterval(alive); events.close(); });
    await forgetting.finishUnfinished();
    jobs.kick();
    memory.warmUp(() => jobs.kick());
    log.info('engine-start', { version: productVersion });

    let closing: Promise<void> | null = null;
    return {
      router, client: createRouterClient(router, { context: {} }), dataFolder: deps.dataFolder, version: productVersion,
      publishAddress: async (address) => lock.publish({ ...address, contract_version: contractVersion }),
      jobsIdle: async () => {
        await memory.caughtUp();
        await jobs.idle();
      },
      close: () => (closing ??= runAll(undo)),
    };
  } catch (error) {
    await runAll(undo).catch((second: unknown) => log.error('engine-start-not-undone', { reason: String(second) }));
    throw error;
  }
}

/** Both are told when a turn begins and ends. */
function inTurn(...all: readonly TurnParts['quiet'][]): TurnParts['quiet'] {
  return { turnBegan: () => all.forEach((one) => one.turnBegan()), turnEnded: (userId) => all.forEach((one) => one.turnEnded(userId)) };
}

/** Ends everything, last made first; one that fails does not keep the others open. */
async function runAll(steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** The local providers, each made when first asked and again after `forget`: their settings have changed. */
function lazyModels(make: (name: (typeof localModelProviders)[number]) => Promise<LanguageModel>) {
  const made = new Map<string, Promise<LanguageModel>>();
  /** Closed at the end only: a download may be running on one. */
  const all: Promise<LanguageModel>[] = [];
  const providers = Object.fromEntries(localModelProviders.map((name) => [name, () => {
    const known = made.get(name);
    if (known) return known;
    const making = make(name);
    made.set(name, making);
    all.push(making);
    making.catch(() => { if (made.get(name) === making) made.delete(name); });
    return making;
  }]));
  return { providers, forget: () => made.clear(), close: async () => { for (const model of all) await model.then((open) => open.close(), () => undefined); } };
}
