// Progress of a download in a terminal (one line that is rewritten) or in a file (a plain line now and then).
import type { PullEvent } from '../core/contract/index.ts';
import { cleanLine, type Cli } from './terminal.ts';

const barWidth = 24;
const plainEveryMs = 2000;

export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export function formatTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** One progress event as text: bar, bytes, speed, time left. */
export function progressText(cli: Cli, event: PullEvent): string {
  const share = event.total_bytes === null || event.total_bytes === 0 ? null : Math.min(1, event.completed_bytes / event.total_bytes);
  const filled = Math.round((share ?? 0) * barWidth);
  const parts = [
    share === null ? '' : `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${Math.floor(share * 100)} %`,
    `${formatBytes(event.completed_bytes)}${event.total_bytes === null ? '' : ` / ${formatBytes(event.total_bytes)}`}`,
    event.bytes_per_second === null ? '' : `${formatBytes(event.bytes_per_second)}/s`,
    event.seconds_left === null ? '' : cli.say('pullLeft', { time: formatTime(event.seconds_left) }),
    cleanLine(event.status),
    event.source === null ? '' : cli.say('pullFrom', { source: cleanLine(event.source) }),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

/** Shows progress events as they come. @param now milliseconds */
export function createProgress(cli: Cli, now: () => number): (event: PullEvent) => void {
  const { output } = cli.terminal;
  let shownAt = -Infinity;
  let status = '';
  return (event) => {
    if (cli.json) return cli.line(JSON.stringify(event));
    const text = progressText(cli, event);
    if (output.isTTY === true) {
      output.write(`\r\u001b[2K${text.slice(0, Math.max(20, (output.columns || 80) - 1))}${event.type === 'end' ? '\n' : ''}`);
    } else if (event.type === 'end' || event.status !== status || now() - shownAt >= plainEveryMs) {
      shownAt = now();
      status = event.status;
      cli.line(text);
    }
  };
}
