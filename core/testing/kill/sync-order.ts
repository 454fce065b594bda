// Reads what strace saw a writer do, and counts acknowledgements given while the write-ahead log was not yet synced: each would be lost in a power cut.

export type SyncReport = { acks: number; syncs: number; acksBeforeSync: number };

/** `trace` is the output of `strace -f -y -e trace=pwrite64,fdatasync,fsync,write`. A call that was interrupted in the listing counts when it ends. */
export function readSyncOrder(trace: string): SyncReport {
  const report: SyncReport = { acks: 0, syncs: 0, acksBeforeSync: 0 };
  /** Log files with bytes the disk has not confirmed. */
  const dirty = new Set<string>();
  const unfinished = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const call = wholeCall(line, unfinished);
    if (call === null) continue;
    const log = /^(?:pwrite64|fdatasync|fsync|write)\(\d+<([^>]*-wal)>/.exec(call)?.[1];
    if (log !== undefined && /^p?write/.test(call)) dirty.add(log);
    if (log !== undefined && /^f(data)?sync/.test(call) && call.endsWith('= 0')) {
      dirty.delete(log);
      report.syncs += 1;
    }
    const acks = /^write\(1<[^>]*>, "((?:ack \d+\\n)+)"/.exec(call)?.[1]?.split('\\n').length ?? 1;
    report.acks += acks - 1;
    if (dirty.size > 0) report.acksBeforeSync += acks - 1;
  }
  return report;
}

/** The call of a line without its process number; null while it is not finished. */
function wholeCall(line: string, unfinished: Map<string, string>): string | null {
  const match = /^(?:\[pid +)?(\d+)\]? +(.*)$/.exec(line);
  const [pid, text] = [match?.[1], match?.[2]];
  if (pid === undefined || text === undefined) return null;
  if (text.endsWith('<unfinished ...>')) {
    unfinished.set(pid, text.slice(0, -'<unfinished ...>'.length).trimEnd());
    // A write may already be in the file: it counts from its beginning. An acknowledgement or a sync counts from its end.
    return text.startsWith('pwrite64(') ? text : null;
  }
  const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
  if (resumed === undefined) return text;
  const start = unfinished.get(pid) ?? '';
  unfinished.delete(pid);
  return start + resumed;
}
