// `luminora snapshot create`, `preview`, `apply` and `list`.
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { LuminoraError, type Client, type EngineEvent, type Snapshot, type SnapshotChanges, type SnapshotMode } from '../core/contract/index.ts';
import { assertAbsent, fetchSnapshot, withSnapshotOf } from '../core/index.ts';
import { openOrConnect, type FolderOptions, type Opened } from './open.ts';
import { formatBytes } from './progress.ts';
import { cleanLine, type Cli } from './terminal.ts';

const plainEveryMs = 2000;
/** The answers that mean yes. */
const yes = /^(y|yes|s|si|sí)$/i;

export function listSnapshots(cli: Cli, options: FolderOptions): Promise<number> {
  return withClient(cli, options, async ({ client }) => {
    const { snapshots } = await client.snapshots.list();
    if (cli.json) cli.line(JSON.stringify({ snapshots }));
    else {
      for (const one of snapshots) cli.line(`${one.id}  ${cli.say(one.kind === 'backup' ? 'snapshotBackup' : 'snapshotMade')}  ${contents(one)}`);
      if (snapshots.length === 0) cli.line(cli.say('snapshotNone'));
    }
  });
}

/** Never over a file that is there. What the data folder held of it meanwhile is deleted. */
export function createSnapshot(cli: Cli, options: FolderOptions & { to?: string; companion?: string; user?: string; anonymised?: boolean }): Promise<number> {
  return withClient(cli, options, async ({ client }, signal) => {
    if (options.to !== undefined) await assertAbsent(options.to);
    const stop = watchProgress(cli, client);
    const snapshot = await client.snapshots.create({
      anonymised: options.anonymised === true, ...(options.companion === undefined ? {} : { personality: options.companion }), ...(options.user === undefined ? {} : { user_id: options.user }),
    }, { signal }).finally(stop);
    try {
      const file = resolve(options.to ?? basename(snapshot.file_name));
      await fetchSnapshot(client, snapshot, file, { signal });
      if (cli.json) cli.line(JSON.stringify({ file, snapshot }));
      else {
        cli.line(cli.say('snapshotWritten', { file, size: formatBytes(snapshot.bytes) }));
        if (snapshot.manifest.is_anonymised) for (const note of snapshot.manifest.notes) cli.line(`  ${cleanLine(note)}`);
      }
    } finally {
      await client.snapshots.remove({ id: snapshot.id });
    }
  });
}

export function previewSnapshot(cli: Cli, options: FolderOptions & { file: string; mode: string; user?: string }): Promise<number> {
  const mode = modeOf(cli, options.mode);
  return withSnapshot(cli, options, async (client, snapshot, signal) => {
    const changes = await preview(cli, client, { id: snapshot.id, mode, ...userOf(options) }, signal);
    if (cli.json) return cli.line(JSON.stringify({ snapshot, preview: changes }));
    cli.line(contents(snapshot));
    tellChanges(cli, changes);
  });
}

/** Asks before anything is removed, unless told not to. */
export function applySnapshot(cli: Cli, options: FolderOptions & { file: string; mode: string; user?: string; yes?: boolean }): Promise<number> {
  const mode = modeOf(cli, options.mode);
  return withSnapshot(cli, options, async (client, snapshot, signal) => {
    const taking = { id: snapshot.id, mode, ...userOf(options) };
    if (mode === 'replace' && options.yes !== true) {
      const changes = await preview(cli, client, taking, signal);
      if (!cli.json) tellChanges(cli, changes);
      if (!await isSure(cli, signal, { question: cli.say('snapshotSure'), refusal: cli.say('snapshotNeedsYes') })) throw new LuminoraError('cancelled', cli.say('snapshotNotApplied'));
    }
    const stop = watchProgress(cli, client);
    const { backup, ...done } = await client.snapshots.apply(taking, { signal }).finally(stop);
    if (cli.json) return cli.line(JSON.stringify({ applied: done, backup }));
    tellChanges(cli, done);
    cli.line(cli.say('snapshotApplied'));
    if (backup !== null) cli.line(cli.say('snapshotUndo', { id: backup.id }));
  });
}

/** Ctrl+C ends the call: exit status 130. */
export async function withClient(cli: Cli, options: FolderOptions, use: (opened: Opened, signal: AbortSignal) => Promise<void>): Promise<number> {
  const opened = await openOrConnect(cli, options);
  const abort = new AbortController();
  const forget = cli.terminal.onInterrupt(() => abort.abort());
  try {
    await use(opened, abort.signal);
    return 0;
  } catch (error) {
    if (abort.signal.aborted) return 130;
    throw error;
  } finally {
    forget();
    await opened.close();
  }
}

/** The file is sent, and deleted again where it was sent to; the id of one that is kept there will do as well. */
function withSnapshot(cli: Cli, options: FolderOptions & { file: string }, use: (client: Client, snapshot: Snapshot, signal: AbortSignal) => Promise<void>): Promise<number> {
  return withClient(cli, options, ({ client }, signal) => withSnapshotOf(client, options.file, (snapshot) => use(client, snapshot, signal), { signal }));
}

function preview(cli: Cli, client: Client, taking: { id: string; mode: SnapshotMode; user_id?: string }, signal: AbortSignal): Promise<SnapshotChanges> {
  const stop = watchProgress(cli, client);
  return client.snapshots.preview(taking, { signal }).finally(stop);
}

function modeOf(cli: Cli, mode: string): SnapshotMode {
  if (mode === 'merge' || mode === 'replace') return mode;
  throw new LuminoraError('invalid_input', cli.say('snapshotMode', { mode }));
}

const userOf = ({ user }: { user?: string }) => (user === undefined ? {} : { user_id: user });

function contents({ manifest, bytes }: Snapshot): string {
  return [new Date(manifest.made_at).toISOString().slice(0, 16).replace('T', ' '), manifest.user_id, manifest.personality ?? '', manifest.includes.join(', '), formatBytes(bytes)].filter((word) => word !== '').map(cleanLine).join(' · ');
}

function tellChanges(cli: Cli, { entities }: SnapshotChanges): void {
  const leftOut = entities.reduce((sum, { left_out }) => sum + left_out, 0);
  if (leftOut > 0) cli.line(cli.say('snapshotLeftOut', { count: leftOut }));
  for (const { entity, added, same, changed, kept, removed } of entities) {
    if (added + same + changed + kept + removed > 0) cli.line(`  ${cleanLine(entity).padEnd(18)} ${cli.say('snapshotCounts', { added, same, changed, kept, removed })}`);
  }
}

/** Asks on the terminal. @throws LuminoraError `invalid_input` with `refusal` where nobody can be asked */
export async function isSure(cli: Cli, signal: AbortSignal, { question, refusal }: { question: string; refusal: string }): Promise<boolean> {
  if (cli.json || (cli.terminal.input as { isTTY?: boolean }).isTTY !== true) throw new LuminoraError('invalid_input', refusal);
  const reader = createInterface({ input: cli.terminal.input, output: cli.terminal.output });
  try {
    // The end of the input, and Ctrl+C, are no.
    const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
    return yes.test((await Promise.race([reader.question(question, { signal }), ended])).trim());
  } finally {
    reader.close();
  }
}

/** Shows how far it is, on the error stream, until the answer is called. */
function watchProgress(cli: Cli, client: Client): () => void {
  const abort = new AbortController();
  const { errors } = cli.terminal;
  const isTerminal = (errors as { isTTY?: boolean }).isTTY === true;
  let shownAt = performance.now();
  let isShown = false;
  const show = (event: Extract<EngineEvent, { type: 'snapshot-progress' }>): void => {
    if (event.step === 'end' || cli.json) return;
    if (!isTerminal && performance.now() - shownAt < plainEveryMs) return;
    shownAt = performance.now();
    const far = event.done_bytes === 0 ? '' : `${formatBytes(event.done_bytes)}${event.total_bytes === null ? '' : ` / ${formatBytes(event.total_bytes)}`}`;
    const text = `${cli.say(event.step === 'write' ? 'snapshotWriting' : event.step === 'check' ? 'snapshotChecking' : 'snapshotApplying')} ${far}`;
    if (!isTerminal) return cli.note(text);
    isShown = true;
    errors.write(`\r\u001b[2K${text}`);
  };
  const watching = (async () => {
    for await (const event of await client.system.events(undefined, { signal: abort.signal })) if (event.type === 'snapshot-progress') show(event);
  })().catch(() => undefined);
  return () => {
    abort.abort();
    if (isShown) errors.write('\r\u001b[2K');
    void watching;
  };
}
