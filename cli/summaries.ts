// `luminora summaries`: what a conversation's summaries say, stretch by stretch.
import { openOrConnect, type FolderOptions } from './open.ts';
import { cleanLine, type Cli } from './terminal.ts';

export type SummariesOptions = FolderOptions & { session: string; make?: boolean };

/** Of the branch on screen, oldest first; with `make` what has none is summarised before. */
export async function summaries(cli: Cli, { session, make, ...options }: SummariesOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    const { summaries: found } = await opened.client.summaries[make === true ? 'make' : 'list']({ session_id: session });
    if (cli.json) {
      cli.line(JSON.stringify({ summaries: found }));
      return 0;
    }
    if (found.length === 0) cli.line(cli.say('summariesNone'));
    const time = new Intl.DateTimeFormat(cli.language, { dateStyle: 'medium', timeStyle: 'short' });
    for (const { first_depth: first, last_depth: last, started_at: startedAt, source, content } of found) {
      // People count from one.
      cli.line(cli.say('summariesHead', { from: first + 1, to: last + 1, when: time.format(startedAt), by: cleanLine(source === 'rules' ? cli.say('summariesByRules') : source) }));
      cli.line(`  ${cleanLine(content)}`);
    }
    return 0;
  } finally {
    await opened.close();
  }
}
