// `luminora import FILE`: conversations of another program become sessions.
import type { Client, Import } from '../core/contract/index.ts';
import { bringConversations } from '../core/index.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { formatBytes } from './progress.ts';
import { cleanLine, type Cli } from './terminal.ts';

export type ImportCommandOptions = FolderOptions & { file: string; companion?: string; user?: string; propose?: boolean };

const barWidth = 24;
const plainEveryMs = 2000;
const lookEveryMs = 200;
/** Without anything new for so long, facts are looked for the next time the program runs. */
const patienceMs = 30_000;
const mostFindings = 10;

/** Ctrl+C stops it: whole conversations stay. Exit status 130 then. */
export async function importFile(cli: Cli, options: ImportCommandOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  const abort = new AbortController();
  const forget = cli.terminal.onInterrupt(() => abort.abort());
  const shown = createLine(cli);
  try {
    const ended = await bringConversations(opened.client, options.file, {
      signal: abort.signal, onProgress: (progress) => shown.show(progressText(cli, progress)), onPiece: (done, pieces) => shown.show(cli.say('importSending', { done, pieces })),
      ...(options.companion === undefined ? {} : { personality: options.companion }), ...(options.user === undefined ? {} : { userId: options.user }), ...(options.propose === undefined ? {} : { propose: options.propose }),
    });
    const done = ended.state === 'done' ? await untilRead(opened.client, ended, abort.signal, ({ to_read: left = 0 }) => shown.show(cli.say('importReading', { left }))) : ended;
    shown.clear();
    if (cli.json) cli.line(JSON.stringify({ import: done }));
    else tell(cli, done);
    return ended.state === 'done' ? 0 : 130;
  } catch (error) {
    shown.clear();
    if (abort.signal.aborted) return 130;
    throw error;
  } finally {
    forget();
    await opened.close();
  }
}

/** Facts are looked for after the file was read. */
async function untilRead(client: Client, ended: Import, signal: AbortSignal, show: (progress: Import) => void): Promise<Import> {
  let last = ended;
  for (let movedAt = performance.now(); (last.to_read ?? 0) > 0 && !signal.aborted && performance.now() - movedAt < patienceMs;) {
    await new Promise((resolve) => { setTimeout(resolve, lookEveryMs); });
    const now = await client.imports.get({ id: ended.id });
    if (now.to_read !== last.to_read) movedAt = performance.now();
    last = now;
    show(last);
  }
  return last;
}

function progressText(cli: Cli, { bytes, done_bytes: done, conversations }: Import): string {
  const share = Math.min(1, done / Math.max(1, bytes));
  const filled = Math.round(share * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${Math.floor(share * 100)} %  ${formatBytes(done)} / ${formatBytes(bytes)}  ${cli.say('importCount', { conversations })}`;
}

function tell(cli: Cli, { state, conversations, messages, already_there, left_out, findings, sources, proposals, to_read: left = 0 }: Import): void {
  const from = Object.entries(sources).map(([source, count]) => `${cleanLine(source)} ${count}`).join(', ');
  cli.line(`${cli.say(state === 'done' ? 'importDone' : 'importStopped', { conversations, messages })}${from === '' ? '' : ` (${from})`}`);
  if (already_there > 0) cli.line(cli.say('importAlready', { count: already_there }));
  if (left_out > 0) cli.line(cli.say('importLeftOut', { count: left_out }));
  for (const { place, message } of findings.slice(0, mostFindings)) cli.line(`  ${cleanLine(place)}: ${cleanLine(message)}`);
  if (proposals > 0) cli.line(cli.say('importProposals', { count: proposals }));
  if (left > 0) cli.line(cli.say('importLater', { count: left }));
}

/** One line on the error stream that is written over; plain lines now and then where it is no terminal. */
function createLine(cli: Cli): { show(text: string): void; clear(): void } {
  const { errors } = cli.terminal;
  const isTerminal = (errors as { isTTY?: boolean }).isTTY === true;
  let shownAt = performance.now();
  let isShown = false;
  return {
    show(text) {
      if (cli.json || (!isTerminal && performance.now() - shownAt < plainEveryMs)) return;
      shownAt = performance.now();
      if (!isTerminal) return cli.note(text);
      isShown = true;
      errors.write(`\r\u001b[2K${text}`);
    },
    clear() {
      if (isShown) errors.write('\r\u001b[2K');
      isShown = false;
    },
  };
}
