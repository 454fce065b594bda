// `luminora memory audit`: what is wrong with what is remembered, and the mending of it.
import { LuminoraError, type AuditFinding, type AuditReport } from '../core/contract/index.ts';
import { createLineQueue } from './line-queue.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { cleanLine, type Cli } from './terminal.ts';
import { wordFor } from './words.ts';

export type AuditOptions = FolderOptions & { user?: string; mend?: string; yes?: boolean };

const signs = { serious: '✗', warning: '!', info: '·' } as const;
/** Mendings in one call. */
const mostAtOnce = 500;

/** Which findings each choice mends. */
const choices: Readonly<Record<string, (finding: AuditFinding) => boolean>> = {
  exact: ({ kind, mend }) => kind === 'exact_duplicate' && mend === 'merge',
  'all-safe': ({ is_safe }) => is_safe,
};

/** Exit status 1 when something serious is found and not mended. */
export async function auditMemory(cli: Cli, options: AuditOptions): Promise<number> {
  const chosen = options.mend === undefined ? null : choices[options.mend];
  if (chosen === undefined) throw new LuminoraError('invalid_input', cli.say('auditMendChoice', { value: String(options.mend), known: Object.keys(choices).join(', ') }));
  const opened = await openOrConnect(cli, options);
  const who = options.user === undefined ? {} : { user_id: options.user };
  try {
    const report = await opened.client.audit.report({ ...who, language: cli.language, limit: 5000 });
    const mendings = chosen === null ? [] : report.findings.filter(chosen).slice(0, mostAtOnce).map(({ id }) => ({ finding_id: id }));
    if (!cli.json) show(cli, report);
    const isWanted = mendings.length > 0 && (options.yes === true || (!cli.json && await confirm(cli, mendings.length)));
    const mended = isWanted ? await opened.client.audit.mend({ ...who, mendings }) : null;
    if (cli.json) cli.line(JSON.stringify({ report, mended }));
    else if (mended) cli.line(cli.say('auditMended', { count: mended.mended.length, skipped: mended.skipped.length }));
    else if (chosen !== null) cli.line(cli.say(mendings.length === 0 ? 'auditNothingToMend' : 'auditNotMended'));
    const done = new Set(mended?.mended);
    return report.findings.some(({ id, severity }) => severity === 'serious' && !done.has(id)) ? 1 : 0;
  } finally {
    await opened.close();
  }
}

function show(cli: Cli, { counts, rates, findings, is_complete: isComplete, by_meaning: byMeaning, recall_repeats: repeats, secret_messages: secrets }: AuditReport): void {
  cli.line(cli.say('auditCounts', { facts: counts.facts, past: counts.past_facts, episodes: counts.episodes }));
  for (const [name, rate] of Object.entries(rates)) cli.line(`  ${wordFor(name, cli.language)}: ${(rate * 100).toFixed(1)} %`);
  if (repeats > 0) cli.line(cli.say('auditRepeats', { count: repeats }));
  if (secrets > 0) cli.line(cli.say('auditSecretMessages', { count: secrets }));
  if (!isComplete) cli.note(cli.say('auditIncomplete'));
  if (!byMeaning) cli.note(cli.say('auditByWords'));
  for (const { severity, sentence, mend, is_safe: isSafe } of findings) cli.line(`${signs[severity]} ${cleanLine(sentence)} [${wordFor(mend, cli.language)}${isSafe ? '' : ` ${cli.say('auditYours')}`}]`);
  if (findings.length === 0) cli.line(cli.say('auditClean'));
}

async function confirm(cli: Cli, count: number): Promise<boolean> {
  const isInteractive = cli.terminal.output.isTTY === true && 'isTTY' in cli.terminal.input && cli.terminal.input.isTTY === true;
  const lines = createLineQueue(cli.terminal, isInteractive, () => false);
  try {
    cli.line(cli.say('auditConfirm', { count }));
    return /^\s*(?:y|yes|s|s[ií])\s*$/i.test((await lines.next('> ')) ?? '');
  } finally {
    lines.close();
  }
}
