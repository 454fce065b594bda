// What a suite reports, and how it is printed.
import type { Interval } from '../core/lib/bootstrap.ts';

/** One measured figure. Fractions unless the suite says otherwise; low and high are the ends of the bootstrap 95% interval. */
export type Figure = Interval;

export type Report = {
  suite: string;
  /** The files that were read, relative to the data folder, and one hash over their names and contents. */
  dataset: { files: string[]; sha256: string; note?: string };
  /** What was measured: the embedding model, or "rules". */
  model: string;
  /** Items measured: questions, messages, windows. */
  n: number;
  /** Depths of the ranking, where there is one. */
  k?: number[];
  figures: Record<string, Figure>;
  ms_per_query?: number;
  /** Anything to read besides the table: missed items, an ablation. */
  lines?: string[];
  /** The figures as one object, in the shape other programs expect: fractions. */
  json: Record<string, unknown>;
};

/** The report for reading: a head, an aligned table of the figures, then the suite's own lines. */
export function reportText(report: Report): string {
  const { files, sha256, note } = report.dataset;
  const head = [
    `suite    ${report.suite}`,
    `dataset  ${files.length > 6 ? `${files.length} files` : files.join(', ')}  sha256 ${sha256.slice(0, 16)}${note === undefined ? '' : `  (${note})`}`,
    `model    ${report.model}`,
    `n        ${report.n}${report.k === undefined ? '' : `   k ${report.k.join(', ')}`}${report.ms_per_query === undefined ? '' : `   ${report.ms_per_query.toFixed(2)} ms per query`}`,
  ];
  const rows = Object.entries(report.figures).map(([name, figure]) => (
    figure.n === 0 ? [name, '0', '-', '-'] : [name, String(figure.n), figure.value.toFixed(3), `${figure.low.toFixed(3)} - ${figure.high.toFixed(3)}`]
  ));
  const table = aligned([['figure', 'n', 'value', '95% interval'], ...rows]);
  return [...head, '', ...table, ...(report.lines?.length ? ['', ...report.lines] : [])].join('\n');
}

/** What --json prints: the suite's own object with the circumstances it was measured in. */
export function reportJson(report: Report): string {
  const { suite, dataset, model, n, k, figures, ms_per_query } = report;
  return JSON.stringify({ suite, dataset, model, n, ...(k === undefined ? {} : { k }), figures, ...(ms_per_query === undefined ? {} : { ms_per_query }), ...report.json });
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '));
}
