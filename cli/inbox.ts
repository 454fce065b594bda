// `luminora inbox`: what was read in imported conversations, or is said anew after it was forgotten, and waits for the user's word.
import { LuminoraError, type Client } from '../core/contract/index.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { cleanLine, type Cli } from './terminal.ts';
import { wordFor } from './words.ts';

export type InboxOptions = FolderOptions & { user?: string };
type Listed = Awaited<ReturnType<Client['inbox']['list']>>['proposals'][number];

const pageSize = 500;

export function listInbox(cli: Cli, options: InboxOptions): Promise<number> {
  return withInbox(cli, options, async (client, who) => {
    const proposals = await all(client, who);
    if (cli.json) return cli.line(JSON.stringify({ proposals }));
    for (const one of proposals) {
      cli.line(`${one.id}  ${wordFor(one.fact.category, cli.language)} · ${cleanLine(one.fact.key)}: ${valueText(one.fact.value)}${one.known_value === null ? '' : ` ${cli.say('inboxKnown', { value: valueText(one.known_value) })}`}`);
      cli.line(`  ${new Date(one.fact.valid_from).toISOString().slice(0, 10)} “${cleanLine(one.quotation)}”`);
    }
    if (proposals.length === 0) cli.line(cli.say('inboxEmpty'));
  });
}

export function decideInbox(cli: Cli, options: InboxOptions & { ids: readonly string[]; all?: boolean; decision: 'approve' | 'reject' }): Promise<number> {
  if ((options.all === true) === options.ids.length > 0) throw new LuminoraError('invalid_input', cli.say('inboxWhich'));
  return withInbox(cli, options, async (client, who) => {
    const wanted = options.all === true ? (await all(client, who)).map(({ id }) => id) : [...new Set(options.ids)];
    let decided = 0;
    let facts = 0;
    for (let start = 0; start < wanted.length; start += pageSize) {
      const ids = wanted.slice(start, start + pageSize);
      if (options.decision === 'approve') {
        const done = await client.inbox.approve({ ...who, ids });
        decided += done.undo.length;
        facts += done.facts.length;
      } else decided += (await client.inbox.reject({ ...who, ids })).undo.length;
    }
    const skipped = wanted.length - decided;
    if (cli.json) cli.line(JSON.stringify({ decided, skipped, ...(options.decision === 'approve' ? { facts } : {}) }));
    else {
      cli.line(cli.say(options.decision === 'approve' ? 'inboxApproved' : 'inboxRejected', { count: decided }));
      if (skipped > 0) cli.line(cli.say('inboxSkipped', { count: skipped }));
    }
  });
}

async function withInbox(cli: Cli, options: InboxOptions, use: (client: Client, who: { user_id?: string }) => Promise<void>): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    await use(opened.client, options.user === undefined ? {} : { user_id: options.user });
    return 0;
  } finally {
    await opened.close();
  }
}

async function all(client: Client, who: { user_id?: string }): Promise<Listed[]> {
  const found: Listed[] = [];
  for (let after: string | undefined; ;) {
    const { proposals } = await client.inbox.list({ ...who, limit: pageSize, ...(after === undefined ? {} : { after }) });
    found.push(...proposals);
    after = proposals.at(-1)?.id;
    if (proposals.length < pageSize) return found;
  }
}

const valueText = (value: Listed['fact']['value']): string => cleanLine(Array.isArray(value) ? value.join(', ') : String(value));
