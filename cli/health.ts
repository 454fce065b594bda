// `luminora health`: how each part is, and what to do about what is not well.
import type { FolderOptions } from './open.ts';
import { openOrConnect } from './open.ts';
import { cleanText, type Cli } from './terminal.ts';
import { wordFor } from './words.ts';

const signs = { ok: '✓', warning: '!', error: '✗' } as const;

/** Exit status 1 when a part is broken. */
export async function health(cli: Cli, options: FolderOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    const report = await opened.client.system.health();
    if (cli.json) cli.line(JSON.stringify(report));
    else {
      const { warnings } = await opened.client.settings.read();
      for (const warning of warnings) cli.note(`! ${cleanText(warning)}`);
      for (const part of report.components) {
        const latency = part.latency_ms === null ? '' : ` (${Math.round(part.latency_ms)} ms)`;
        cli.line(`${signs[part.status]} ${wordFor(part.component, cli.language)}: ${cleanText(part.message)}${latency}`);
        if (part.instructions !== null) cli.line(`    ${cleanText(part.instructions)}`);
      }
    }
    return report.status === 'error' ? 1 : 0;
  } finally {
    await opened.close();
  }
}
