// Coverage of core/ as two figures and the files that most lack it.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from '../bootstrap/project.mjs';

/** Lines for a person; null when nothing was measured. */
export function describeCoverage(file) {
  if (!existsSync(file)) return null;
  const { total, ...files } = JSON.parse(readFileSync(file, 'utf8'));
  const least = Object.entries(files).map(([path, facts]) => ({ path: relative(root, path), missing: facts.branches.total - facts.branches.covered + facts.lines.total - facts.lines.covered, facts }))
    .filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing).slice(0, 8);
  return [
    `Coverage of core: lines ${total.lines.pct} % (${total.lines.covered} of ${total.lines.total}), branches ${total.branches.pct} % (${total.branches.covered} of ${total.branches.total})`,
    ...least.map(({ path, facts }) => `  ${path}: lines ${facts.lines.pct} %, branches ${facts.branches.pct} %`),
  ];
}
