// Progress in a terminal (one line, rewritten) or in a file (a plain line now and then), on the stream it is given.

const barWidth = 24;

/** 1234567 -> "1.2 MB". */
export function formatBytes(bytes) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** 75 -> "1 min 15 s". */
export function formatSeconds(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Bar, bytes, speed and time left of a download. */
export function downloadText({ completed_bytes: done, total_bytes: total, bytes_per_second: speed, status }) {
  const share = total ? Math.min(1, done / total) : null;
  const filled = Math.round((share ?? 0) * barWidth);
  return [
    share === null ? '' : `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${Math.floor(share * 100)} %`,
    total ? `${formatBytes(done)} of ${formatBytes(total)}` : formatBytes(done),
    speed ? `${formatBytes(speed)}/s` : '',
    speed && total ? `${formatSeconds((total - done) / speed)} left` : '',
    status ?? '',
  ].filter((part) => part !== '').join('  ');
}

/** A line that changes: `update` as often as you like, `end` leaves the last text standing. */
export function createProgressLine(stream, { plainEveryMs = 5000, now = Date.now } = {}) {
  let shownAt = -Infinity;
  let last = '';
  const write = (text) => {
    shownAt = now();
    stream.write(`${text}\n`);
  };
  return {
    update(text) {
      last = text;
      if (stream.isTTY) stream.write(`\r\u001b[2K${text.slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
      else if (now() - shownAt >= plainEveryMs) write(text);
    },
    end(text = last) {
      if (stream.isTTY) stream.write(`\r\u001b[2K${text}\n`);
      else write(text);
    },
  };
}
