// `luminora stats`: how conversations went, as a table.
import type { Analytics } from '../core/contract/index.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { cleanLine, type Cli } from './terminal.ts';
import { wordFor } from './words.ts';

export type StatsOptions = FolderOptions & { user?: string; personality?: string; by?: Analytics['bucket'] | 'auto'; last?: number };

const dayMs = 86_400_000;
/** Rows a screen still holds; --json has all. */
const mostRows = 40;
const wordsShown = 3;

export async function stats(cli: Cli, options: StatsOptions, now: () => number = Date.now): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    const { user, personality, by = 'auto', last } = options;
    const figures = await opened.client.analytics.get({
      bucket: by, ...(user === undefined ? {} : { user_id: user }), ...(personality === undefined ? {} : { personality }), ...(last === undefined ? {} : { from: now() - last * dayMs }),
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    for (const line of cli.json ? [JSON.stringify(figures)] : statsLines(cli, figures)) cli.line(line);
    return 0;
  } finally {
    await opened.close();
  }
}

/** The figures as a person reads them. Exported for its test. */
export function statsLines(cli: Pick<Cli, 'say' | 'language'>, figures: Analytics): string[] {
  const { say, language } = cli;
  const number = (value: number | null, digits = 0) => (value === null ? '-' : new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value));
  const day = (time: number) => new Intl.DateTimeFormat(language, { timeZone: figures.time_zone, dateStyle: 'medium' }).format(time);
  const money = (value: number | null) => (value === null ? '?' : value === 0 ? '0' : new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 }).format(value));
  const { messages, lengths, topics, sentiment, moods, affinity, memory, tokens } = figures;
  const lines = [say('statsPeriod', { from: day(figures.from), to: day(figures.to - 1), zone: figures.time_zone }), ''];
  if (messages.user + messages.assistant + tokens.replies + memory.facts + memory.episodes === 0) return [...lines, say('statsNone')];

  const rows = figures.starts.map((start, index) => [
    day(start), number(messages.series[index]!.user), number(messages.series[index]!.assistant), number(lengths.series[index]!.user_words + lengths.series[index]!.assistant_words), signed(sentiment.series[index]!.mean),
    number(memory.series[index]!.facts), number(memory.series[index]!.episodes), number(tokens.series[index]!.prompt_tokens + tokens.series[index]!.completion_tokens), money(tokens.series[index]!.cost),
    topics.series[index]!.words.slice(0, wordsShown).map(({ word }) => cleanLine(word)).join(', '),
  ]);
  // Quiet days say nothing: the first and the last stay, so that the time can be seen.
  const telling = rows.filter((_, index) => index === 0 || index === rows.length - 1 || messages.series[index]!.user + messages.series[index]!.assistant > 0);
  const left = Math.max(0, telling.length - mostRows);
  const total = [say('statsTotal'), number(messages.user), number(messages.assistant), number(lengths.user.words + lengths.assistant.words), signed(sentiment.mean), number(memory.facts), number(memory.episodes), number(tokens.prompt_tokens + tokens.completion_tokens), money(tokens.cost), ''];
  lines.push(...table([say('statsColumns').split('|'), ...telling.slice(left), total]));
  if (left > 0) lines.push(say('statsEarlier', { count: left }));
  lines.push('', say('statsLengths', { user: number(lengths.user.mean_words, 1), assistant: number(lengths.assistant.mean_words, 1) }));
  const list = (items: readonly string[]) => items.join(', ');
  if (topics.categories.length > 0) lines.push(say('statsTopics', { list: list(topics.categories.map(({ category, messages: many }) => `${wordFor(category, language)} ${number(many)}`)) }));
  if (moods.moods.length > 0) lines.push(say('statsMoods', { list: list(moods.moods.map(({ mood, share }) => `${cleanLine(wordFor(mood, language))} ${number(share * 100)} %`)) }));
  if (affinity.companions.length > 0) lines.push(say('statsAffinity', { list: list(affinity.companions.map(({ personality, points, level, gained, lost }) => say('statsCompanion', { name: cleanLine(personality), points: number(points, 1), level: cleanLine(wordFor(level, language)), change: signed(gained - lost, 1) }))) }));
  for (const one of tokens.providers) {
    const cost = one.cost === null ? say('statsUnknownCost') : money(one.cost);
    lines.push(say('statsProvider', { name: cleanLine(`${one.provider}/${one.model}`), where: one.is_local === null ? '?' : one.is_local ? wordFor('this machine', language) : say('statsElsewhere'), replies: number(one.replies), prompt: number(one.prompt_tokens), completion: number(one.completion_tokens), cost }));
  }
  if (tokens.providers.some(({ is_local }) => is_local !== true)) lines.push(say('statsPrices', { day: tokens.prices_of }));
  return lines;

  function signed(value: number | null, digits = 2): string {
    return value === null ? '-' : new Intl.NumberFormat(language, { maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(value);
  }
}

/** Columns in line: figures at the right, the first and the last at the left. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 || column === row.length - 1 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd());
}
