// The approximate index of one user in one space: built from the rows in slices between other work, kept in step with them, saved now and then.
import { existsSync } from 'node:fs';
import type { Log } from '../../../lib/log.ts';
import type { AnnGraph } from './ann-library.ts';
import { checkSnapshot, removeSnapshot, saveSnapshot } from './ann-snapshot.ts';
import type { Space } from './spaces.ts';

/** `settleMs`: how long nothing was removed before the index is built anew without the remains. */
export type AnnDeps = { makeGraph: (dimension: number) => AnnGraph; epoch: string; log: Log; settleMs: number };
export type AnnState = 'building' | 'ready' | 'failed';

export type AnnIndex = {
  /** The graph while it holds exactly the rows' contents; null while it is being built or brought into step. */
  ready(): AnnGraph | null;
  /** After `count` rows of the user were written. */
  added(count: number): void;
  /** After no row has these contents any more. */
  removed(contents: readonly number[]): void;
  /** Before rows disappear for good: what is on disk goes first, whatever happens next. */
  dropSnapshot(): void;
  report(): { space: string; vectors: number; state: AnnState };
  /** Resolves when nothing is being built, brought into step or saved. */
  whenIdle(): Promise<void>;
  /** Stops at once, and saves what is worth saving. */
  close(): Promise<void>;
  /** Stops and leaves nothing on disk: the rows are gone. */
  discard(): void;
};

/** Longest piece of building at a time and the pause after it, in milliseconds (a turn must not wait), and the rows read at once. */
const SLICE = { work: 5, pause: 2, rows: 16 };
/** Rows that one write adds right away; more of them wait for the background. */
const MOST_AT_ONCE = 16;
/** Changes after which a snapshot is worth writing; fewer are made up for when it is opened. */
const CHANGES_PER_SAVE = 1000;

/** Starts at once: from the snapshot where it fits, else from the rows. A small index is ready before the event loop turns. */
export function createAnnIndex(space: Space, userId: string, file: string, deps: AnnDeps): AnnIndex {
  const { log } = deps;
  const name = { space: space.id };
  const identity = { epoch: deps.epoch, space_id: space.id, user_id: userId, dimension: space.dimension };
  let graph = deps.makeGraph(space.dimension);
  let state: AnnState = 'building';
  /** Every row of this generation and before is in the graph. */
  let upTo = 0;
  let unsaved = 0;
  /** The bytes of removed contents stay in the graph until it is built anew; it is not saved with them. */
  let hasRemains = false;
  let drops = 0;
  /** Counts what was begun: only the last task goes on. */
  let run = 0;
  let isClosed = false;
  let settling: NodeJS.Timeout | undefined;
  let working: Promise<unknown> = Promise.resolve();
  let saving: Promise<void> = Promise.resolve();

  function launch(task: (goesOn: () => boolean) => Promise<void>): void {
    state = 'building';
    run += 1;
    const mine = run;
    const done = task(() => !isClosed && run === mine).catch((error: unknown) => {
      if (run === mine) state = 'failed';
      log.warn('ann-failed', { ...name, reason: String(error) });
    });
    working = Promise.all([working, done]);
  }
  async function inSlices(step: () => 'more' | 'done', goesOn: () => boolean): Promise<void> {
    for (;;) {
      const started = performance.now();
      while (performance.now() - started < SLICE.work) if (step() === 'done') return;
      await new Promise((resolve) => { setTimeout(resolve, SLICE.pause); });
      if (!goesOn()) return;
    }
  }
  function addRows(rows: readonly { content: number; number: number }[]): void {
    for (const { content, number } of rows) {
      if (graph.has(content)) continue;
      graph.add(content, space.vectorOf(number));
      unsaved += 1;
    }
  }
  /** Adds one page of what was written since; true when that was all. */
  function addPageSince(last: { changed: number; number: number }): boolean {
    const rows = space.contentsSince(userId, last, SLICE.rows);
    addRows(rows);
    Object.assign(last, rows.at(-1));
    if (rows.length === SLICE.rows) return false;
    upTo = space.generation();
    return true;
  }
  /** In one step with the last page, so that no write slips in between: ready, or built anew when the rows are others. */
  async function catchUp(goesOn: () => boolean): Promise<void> {
    const last = { changed: upTo, number: Number.MAX_SAFE_INTEGER };
    await inSlices(() => {
      if (!addPageSince(last)) return 'more';
      if (graph.size() === space.countContents(userId)) becomeReady();
      else launch(build);
      return 'done';
    }, goesOn);
  }
  async function build(goesOn: () => boolean): Promise<void> {
    const started = performance.now();
    graph = deps.makeGraph(space.dimension);
    hasRemains = false;
    upTo = space.generation();
    let after = -1;
    await inSlices(() => {
      const rows = space.contentsAfter(userId, after, SLICE.rows);
      addRows(rows);
      after = rows.at(-1)?.content ?? after;
      return rows.length === SLICE.rows ? 'more' : 'done';
    }, goesOn);
    if (!goesOn()) return;
    await catchUp(goesOn);
    if (goesOn()) log.info('ann-built', { ...name, vectors: graph.size(), ms: Math.round(performance.now() - started) });
  }
  async function load(goesOn: () => boolean): Promise<void> {
    const dropsBefore = drops;
    const found = await checkSnapshot(file, identity);
    if (!goesOn()) return;
    if (found === null || found.generation > space.generation() || drops !== dropsBefore) return launch(build);
    graph.load(file);
    upTo = found.generation;
    await catchUp(goesOn);
    if (goesOn()) log.info('ann-loaded', { ...name, vectors: graph.size() });
  }
  function becomeReady(): void {
    state = 'ready';
    if (unsaved >= CHANGES_PER_SAVE) save();
  }
  function save(): void {
    const dropsBefore = drops;
    saving = saving.then(async () => {
      if (state !== 'ready' || hasRemains || drops !== dropsBefore) return;
      unsaved = 0;
      await saveSnapshot(file, { ...identity, generation: upTo, count: graph.size() }, graph.save, () => drops !== dropsBefore);
    }).catch((error: unknown) => {
      removeSnapshot(file);
      log.warn('ann-not-saved', { ...name, reason: String(error) });
    });
  }

  function dropSnapshot(): void {
    drops += 1;
    removeSnapshot(file);
  }
  function stop(): void {
    isClosed = true;
    clearTimeout(settling);
  }

  launch(existsSync(file) ? load : build);
  return {
    ready: () => (state === 'ready' ? graph : null),
    added(count) {
      if (state !== 'ready') return;
      if (count > MOST_AT_ONCE) return launch(catchUp);
      const last = { changed: upTo, number: Number.MAX_SAFE_INTEGER };
      while (!addPageSince(last));
      if (unsaved >= CHANGES_PER_SAVE) save();
    },
    removed(contents) {
      const there = contents.filter((content) => graph.has(content));
      for (const content of there) graph.remove(content);
      if (there.length === 0) return;
      hasRemains = true;
      clearTimeout(settling);
      settling = setTimeout(() => launch(build), deps.settleMs);
      settling.unref();
    },
    dropSnapshot,
    report: () => ({ space: space.id, vectors: graph.size(), state }),
    async whenIdle() {
      for (let seen: unknown; seen !== working;) {
        seen = working;
        await working;
      }
      await saving;
    },
    async close() {
      stop();
      if (unsaved > 0) save();
      await saving;
    },
    discard() {
      stop();
      dropSnapshot();
    },
  };
}
