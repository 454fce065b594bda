// `luminora forget`: shows what would go, asks, and lets it go for good; and what may be learnt again.
import { LuminoraError, type ForgetCounts, type ForgetTarget } from '../core/contract/index.ts';
import type { FolderOptions } from './open.ts';
import { isSure, withClient } from './snapshot.ts';
import { cleanLine, type Cli } from './terminal.ts';
import type { TextKey } from './texts.ts';

export type ForgetOptions = FolderOptions & { kind: ForgetTarget['kind']; what: string; user?: string; keepWords?: boolean; withWords?: boolean; yes?: boolean };

const lines = {
  facts: 'forgetFacts', episodes: 'forgetEpisodes', messages: 'forgetMessages', summaries: 'forgetSummaries', proposals: 'forgetProposals', notes: 'forgetNotes', backups: 'forgetBackups',
  snapshots_kept: 'forgetSnapshotsKept',
} as const satisfies Record<keyof ForgetCounts, TextKey>;

/** Nothing goes without a yes; with `--json` and no `--yes` it is only shown. */
export function forget(cli: Cli, options: ForgetOptions): Promise<number> {
  return withClient(cli, options, async ({ client }, signal) => {
    const request = { target: targetOf(options), ...whose(options) };
    const preview = await client.forgetting.preview(request);
    if (!cli.json) show(cli, preview);
    if (cli.json && options.yes !== true) return cli.line(JSON.stringify({ preview, forgotten: null }));
    const words = { question: cli.say('forgetSure'), refusal: cli.say('forgetNeedsYes') };
    if (options.yes !== true && !await isSure(cli, signal, words)) throw new LuminoraError('cancelled', cli.say('forgetNot'));
    const forgotten = await client.forgetting.forget(request);
    cli.line(cli.json ? JSON.stringify({ preview, forgotten }) : cli.say('forgetDone'));
  });
}

/** Acts of forgetting that keep something from being learnt again, newest first. */
export function listForgotten(cli: Cli, options: FolderOptions & { user?: string }): Promise<number> {
  return withClient(cli, options, async ({ client }) => {
    const listed = await client.forgetting.tombstones(whose(options));
    if (cli.json) return cli.line(JSON.stringify(listed));
    for (const { forgetting_id: id, kind, created_at: time } of new Map(listed.tombstones.map((one) => [one.forgetting_id, one])).values()) cli.line(`${id}  ${new Date(time).toISOString().slice(0, 10)}  ${kind}`);
    if (listed.tombstones.length === 0) cli.line(cli.say('forgetNone'));
  });
}

/** @param options `id`: of one act; "all" for every one */
export function allowAgain(cli: Cli, options: FolderOptions & { id: string; user?: string }): Promise<number> {
  return withClient(cli, options, async ({ client }) => {
    const { allowed } = await client.forgetting.allow({ ...whose(options), ...(options.id === 'all' ? {} : { forgetting_id: options.id }) });
    cli.line(cli.json ? JSON.stringify({ allowed }) : cli.say(allowed === 0 ? 'forgetNone' : 'forgetAllowed'));
  });
}

const whose = ({ user }: { user?: string }) => (user === undefined ? {} : { user_id: user });

function targetOf({ kind, what, keepWords, withWords }: ForgetOptions): ForgetTarget {
  if (kind === 'fact') return { kind, id: what, with_words: keepWords !== true };
  if (kind === 'episode') return { kind, id: what, with_words: withWords === true };
  if (kind === 'person') return { kind, name: what };
  return kind === 'source' ? { kind, session_id: what } : { kind, id: what };
}

function show(cli: Cli, { counts, examples }: { counts: ForgetCounts; examples: readonly string[] }): void {
  for (const [name, key] of Object.entries(lines)) if (counts[name as keyof ForgetCounts] > 0) cli.line(cli.say(key, { count: counts[name as keyof ForgetCounts] }));
  for (const example of examples) cli.line(`  · ${cleanLine(example)}`);
}
