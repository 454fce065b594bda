// The library: a companion with memory in a few calls, for programs that embed it.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ORPCError } from '@orpc/client';
import type * as z from 'zod';
import type { Analytics } from './contract/analytics.ts';
import type { Backup } from './contract/backups.ts';
import type { cardFormats, Finding, PersonalitySummary, PersonalityView } from './contract/characters.ts';
import type { Fact, MessageView, RecalledItem, Session } from './contract/entities.ts';
import type { Episode } from './contract/episodes.ts';
import { errorDataSchema, LuminoraError } from './contract/errors.ts';
import type { TurnEvent } from './contract/events.ts';
import type { AffinityView, MoodView } from './contract/feelings.ts';
import type { ForgetCounts, forgetTargetSchema, TombstoneView } from './contract/forgetting.ts';
import type { HealthReport } from './contract/health.ts';
import type { Import } from './contract/imports.ts';
import type { SearchFilters } from './contract/memory.ts';
import type { Proposal } from './contract/inbox.ts';
import type { Snapshot, SnapshotChanges, SnapshotMode, SnapshotPart } from './contract/snapshots.ts';
import type { Summary } from './contract/summaries.ts';
import { bringConversations } from './import-files.ts';
import { openEngine } from './open-engine.ts';
import type { Engine } from './engine-interface.ts';
import { assertAbsent, fetchSnapshot, withSnapshotOf } from './snapshot-files.ts';
import { defaultDataFolder } from './lib/data-folder.ts';

export type LuminoraOptions = {
  /** Where everything is kept; the folder of the configuration file by default. */
  dataFolder?: string;
  env?: Readonly<Record<string, string | undefined>>;
};

/** The folder the product is installed in: where migrations/, models/ and personalities/ are. */
export const productFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** Wraps one engine. All failures are LuminoraErrors. */
export class Luminora {
  readonly #engine: Engine;

  private constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Opens the companion a configuration file describes.
   * @param path the JSON or JSONC file; left out, the default data folder's own
   */
  static async fromConfig(path?: string, options: LuminoraOptions = {}): Promise<Luminora> {
    const file = path === undefined ? undefined : resolve(path);
    const dataFolder = options.dataFolder ?? (file === undefined ? defaultDataFolder() : dirname(file));
    const engine = await openEngine({ dataFolder: resolve(dataFolder), productFolder, env: options.env ?? process.env, ...(file === undefined ? {} : { configFile: file }) });
    return new Luminora(engine);
  }

  createSession(request: { personality?: string; userId?: string; title?: string; project?: string } = {}): Promise<Session> {
    const { userId, ...rest } = request;
    return unwrap(this.#engine.client.sessions.create({ ...rest, ...(userId === undefined ? {} : { user_id: userId }) }));
  }

  /** Streams the turn's events; the turn goes on when the loop is left. `signal` stops the reply. */
  async *sendMessage(sessionId: string, text: string, options: { clientMessageId?: string; signal?: AbortSignal } = {}): AsyncGenerator<TurnEvent> {
    const stop = () => void this.stop(sessionId).catch(() => undefined);
    const events = await unwrap(this.#engine.client.chat.send({
      session_id: sessionId, message: text, ...(options.clientMessageId === undefined ? {} : { client_message_id: options.clientMessageId }),
    }));
    options.signal?.addEventListener('abort', stop, { once: true });
    if (options.signal?.aborted) stop();
    try {
      for await (const event of events) yield event;
    } catch (error) {
      throw toLuminoraError(error);
    } finally {
      options.signal?.removeEventListener('abort', stop);
    }
  }

  /** The whole text of the reply, for callers that need no stream. @throws what ended the turn */
  async reply(sessionId: string, text: string): Promise<string> {
    for await (const event of this.sendMessage(sessionId, text)) {
      if (event.type !== 'turn-end') continue;
      if (event.error) throw new LuminoraError(event.error.code, event.error.message, { details: event.error.details ?? {} });
      return event.message.content;
    }
    throw new LuminoraError('internal', 'The turn ended without a reply.');
  }

  async stop(sessionId: string): Promise<boolean> {
    return (await unwrap(this.#engine.client.chat.stop({ session_id: sessionId }))).stopped;
  }

  /** The latest messages of the active branch, oldest first. */
  async history(sessionId: string, options: { limit?: number; before?: string } = {}): Promise<MessageView[]> {
    return (await unwrap(this.#engine.client.sessions.history({ session_id: sessionId, ...options }))).messages;
  }

  async searchMemories(query: string, options: { userId?: string; limit?: number; filters?: SearchFilters } = {}): Promise<RecalledItem[]> {
    const { userId, ...rest } = options;
    return (await unwrap(this.#engine.client.memory.search({ query, ...rest, ...(userId === undefined ? {} : { user_id: userId }) }))).results;
  }

  /** What holds now; `at`: what held at that time, in milliseconds; `includePast`: values that hold no more as well. `project`: what belongs to it alone ('' for what belongs to none). */
  async getFacts(options: { userId?: string; key?: string; project?: string; at?: number; includePast?: boolean } = {}): Promise<Fact[]> {
    const { userId, includePast, ...rest } = options;
    return (await unwrap(this.#engine.client.memory.facts({ ...rest, ...(userId === undefined ? {} : { user_id: userId }), ...(includePast === undefined ? {} : { include_past: includePast }) }))).facts;
  }

  /** Tells a fact, as its owner: it supersedes what its key held. */
  addFact(fact: Pick<Fact, 'category' | 'key' | 'value'>, options: { userId?: string } = {}): Promise<Fact> {
    return unwrap(this.#engine.client.memory.addFact({ ...fact, ...(options.userId === undefined ? {} : { user_id: options.userId }) }));
  }

  async deleteFact(id: string): Promise<Fact> {
    return (await unwrap(this.#engine.client.memory.deleteFact({ id }))).deleted;
  }

  /** What happened, newest first. */
  async getEpisodes(options: { userId?: string; sessionId?: string; limit?: number } = {}): Promise<Episode[]> {
    const { userId, sessionId, ...rest } = options;
    return (await unwrap(this.#engine.client.memory.episodes({ ...rest, ...(userId === undefined ? {} : { user_id: userId }), ...(sessionId === undefined ? {} : { session_id: sessionId }) }))).episodes;
  }

  /** What stands for the older part of a conversation, oldest first; with `make` whatever has no summary yet is summarised before. */
  async getSummaries(sessionId: string, options: { make?: boolean } = {}): Promise<Summary[]> {
    return (await unwrap(this.#engine.client.summaries[options.make === true ? 'make' : 'list']({ session_id: sessionId }))).summaries;
  }

  /** Companions to choose from. */
  async companions(): Promise<PersonalitySummary[]> {
    return (await unwrap(this.#engine.client.characters.list())).personalities;
  }

  /** A character card (PNG, APNG, WEBP, JPEG, CHARX, JSON) or a LuminoraCore file, as a new companion. `findings` says what was mended or left out. */
  importCard(bytes: Uint8Array, fileName = ''): Promise<{ personality: PersonalityView; format: string; findings: Finding[] }> {
    return unwrap(this.#engine.client.cards.import({ data: Buffer.from(bytes).toString('base64'), file_name: fileName }));
  }

  /** A companion as a file: a PNG card (V2 and V3), its JSON, a CHARX archive, or the personality itself. */
  async exportCard(id: string, format: (typeof cardFormats)[number] = 'png'): Promise<{ fileName: string; mediaType: string; bytes: Uint8Array }> {
    const { file_name, media_type, data } = await unwrap(this.#engine.client.cards.export({ id, format }));
    return { fileName: file_name, mediaType: media_type, bytes: Buffer.from(data, 'base64') };
  }

  /** How a companion feels now, and why. */
  mood(personality: string, options: { userId?: string } = {}): Promise<MoodView> {
    return unwrap(this.#engine.client.moods.current({ personality, ...(options.userId === undefined ? {} : { user_id: options.userId }) }));
  }

  /** Where the relationship stands: points, level, milestones, what comes next. */
  relationship(personality: string, options: { userId?: string } = {}): Promise<AffinityView> {
    return unwrap(this.#engine.client.affinity.get({ personality, ...(options.userId === undefined ? {} : { user_id: options.userId }) }));
  }

  /** Writes everything of a user, or of a user and one companion, to a new file. Nothing is overwritten; a stopped one leaves no file. */
  async exportSnapshot(file: string, options: { userId?: string; personality?: string; includes?: SnapshotPart[]; anonymised?: boolean; signal?: AbortSignal } = {}): Promise<Snapshot> {
    const { userId, signal, ...rest } = options;
    const { snapshots } = this.#engine.client;
    await assertAbsent(file);
    const snapshot = await unwrap(snapshots.create({ ...rest, ...(userId === undefined ? {} : { user_id: userId }) }, signal === undefined ? {} : { signal }));
    try {
      await unwrap(fetchSnapshot(this.#engine.client, snapshot, file, signal === undefined ? {} : { signal }));
      return snapshot;
    } finally {
      await unwrap(snapshots.remove({ id: snapshot.id }));
    }
  }

  /**
   * Takes a snapshot in, all or nothing: `merge` keeps what is here and adds what is missing, `replace` removes first what the user had. With `preview` nothing is changed.
   * `backup` is the id of what undoes a replacement: import that, as a file, with `replace`.
   */
  async importSnapshot(file: string, options: { mode: SnapshotMode; userId?: string; preview?: boolean; signal?: AbortSignal }): Promise<SnapshotChanges & { backup: string | null }> {
    const { snapshots } = this.#engine.client;
    const call = options.signal === undefined ? {} : { signal: options.signal };
    return unwrap(withSnapshotOf(this.#engine.client, file, async ({ id }) => {
      const taking = { id, mode: options.mode, ...(options.userId === undefined ? {} : { user_id: options.userId }) };
      if (options.preview === true) return { ...await snapshots.preview(taking, call), backup: null };
      const { backup, ...done } = await snapshots.apply(taking, call);
      return { ...done, backup: backup?.id ?? null };
    }, call));
  }

  /** Copies of everything, newest first; `next_at` is when the next automatic one is due, null when they are switched off. */
  listBackups(): Promise<{ backups: Backup[]; next_at: number | null }> {
    return unwrap(this.#engine.client.backups.list());
  }

  createBackup(): Promise<Backup> {
    return unwrap(this.#engine.client.backups.create());
  }

  /** Puts a backup in the place of everything, all or nothing. What was there before is kept as `backup`: restoring that undoes it. */
  restoreBackup(id: string): Promise<{ restored: Backup; backup: Backup }> {
    return unwrap(this.#engine.client.backups.restore({ id }));
  }

  async removeBackup(id: string): Promise<boolean> {
    return (await unwrap(this.#engine.client.backups.remove({ id }))).deleted;
  }

  /**
   * Brings conversations of another program (an export of ChatGPT or Claude, a chat of SillyTavern, ...) as sessions; what they tell about the user waits in the inbox, unless `propose` is false.
   * `personality`: the companion all of them are with. Reading the same file again adds nothing. Stopped by `signal`, whole conversations stay, or with `undoIfStopped` none does.
   */
  async importConversations(file: string, options: { userId?: string; personality?: string; propose?: boolean; undoIfStopped?: boolean; signal?: AbortSignal; onProgress?: (progress: Import) => void } = {}): Promise<Import> {
    const done = await unwrap(bringConversations(this.#engine.client, file, options));
    if (done.state === 'cancelled') throw new LuminoraError('cancelled', `The import was stopped; ${done.conversations} conversations were imported whole.`, { details: { conversations: done.conversations } });
    return done;
  }

  /** Facts that wait for approval, oldest first. */
  async inbox(options: { userId?: string; after?: string; limit?: number } = {}): Promise<{ proposals: (Proposal & { quotation: string; known_value: Fact['value'] | null })[]; pending: number }> {
    const { userId, ...rest } = options;
    return unwrap(this.#engine.client.inbox.list({ ...rest, ...(userId === undefined ? {} : { user_id: userId }) }));
  }

  /** Keeps proposals as facts; `correction` puts one of them right. @returns the facts that came of it */
  async approve(ids: readonly string[], options: { userId?: string; correction?: Partial<Pick<Fact, 'category' | 'key' | 'value' | 'scope'>> } = {}): Promise<Fact[]> {
    const { userId, correction } = options;
    return (await unwrap(this.#engine.client.inbox.approve({ ids: [...ids], ...(userId === undefined ? {} : { user_id: userId }), ...(correction === undefined ? {} : { fact: correction }) }))).facts;
  }

  /** Turns proposals down. @returns how many there were */
  async reject(ids: readonly string[], options: { userId?: string } = {}): Promise<number> {
    return (await unwrap(this.#engine.client.inbox.reject({ ids: [...ids], ...(options.userId === undefined ? {} : { user_id: options.userId }) }))).undo.length;
  }

  /** What forgetting would take away, and examples of it. Changes nothing. */
  previewForgetting(target: z.input<typeof forgetTargetSchema>, options: { userId?: string } = {}): Promise<{ counts: ForgetCounts; examples: string[] }> {
    return unwrap(this.#engine.client.forgetting.preview({ target, ...(options.userId === undefined ? {} : { user_id: options.userId }) }));
  }

  /** For good, with everything that was made of it: there is no undo. @returns the id by which it may be allowed again, and what went */
  forget(target: z.input<typeof forgetTargetSchema>, options: { userId?: string } = {}): Promise<{ forgetting_id: string; counts: ForgetCounts }> {
    return unwrap(this.#engine.client.forgetting.forget({ target, ...(options.userId === undefined ? {} : { user_id: options.userId }) }));
  }

  /** What is kept from being learnt again, newest first: never its words. */
  async forgotten(options: { userId?: string } = {}): Promise<TombstoneView[]> {
    return (await unwrap(this.#engine.client.forgetting.tombstones(options.userId === undefined ? {} : { user_id: options.userId }))).tombstones;
  }

  /** Lets what one act of forgetting took be learnt again; without `forgettingId`, everything. @returns how many tombstones went */
  async allowAgain(options: { userId?: string; forgettingId?: string } = {}): Promise<number> {
    const { userId, forgettingId } = options;
    return (await unwrap(this.#engine.client.forgetting.allow({ ...(userId === undefined ? {} : { user_id: userId }), ...(forgettingId === undefined ? {} : { forgetting_id: forgettingId }) }))).allowed;
  }

  /** How conversations went, in figures: messages, topics, sentiment, moods, affinity, memory, tokens and cost. Times in milliseconds; `timeZone` is an IANA name or an offset. */
  analytics(options: { userId?: string; personality?: string; from?: number; to?: number; bucket?: Analytics['bucket'] | 'auto'; timeZone?: string } = {}): Promise<Analytics> {
    const { userId, timeZone, ...rest } = options;
    return unwrap(this.#engine.client.analytics.get({ ...rest, ...(userId === undefined ? {} : { user_id: userId }), ...(timeZone === undefined ? {} : { time_zone: timeZone }) }));
  }

  health(): Promise<HealthReport> {
    return unwrap(this.#engine.client.system.health());
  }

  /** Resolves when what was said has been indexed and learnt from. */
  settled(): Promise<void> {
    return this.#engine.jobsIdle();
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

async function unwrap<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    throw toLuminoraError(error);
  }
}

/** In process, errors arrive in their wire form; a library user gets ours back. */
function toLuminoraError(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  const data = errorDataSchema.safeParse(error.data);
  if (data.success) return new LuminoraError(data.data.code, data.data.message, { details: data.data.details ?? {}, cause: error });
  return new LuminoraError(error.status < 500 ? 'invalid_input' : 'internal', error.message, { cause: error });
}
