// What the tools' own reports say, as numbers: passed, failed, skipped and why.
import { relative } from 'node:path';
import { root } from '../bootstrap/project.mjs';

/** @param report vitest's JSON report */
export function countVitest(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'));
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + brokenFiles.length,
    skipped: skipped.length,
    reasons: skipped.map((test) => test.fullName),
    failures: [
      ...tests.filter((test) => test.status === 'failed').map((test) => describeFailure(relative(root, test.file), test.fullName, test.failureMessages?.[0])),
      ...brokenFiles.map((file) => describeFailure(relative(root, file.name), 'the file itself', file.message)),
    ],
  };
}

const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Where, which and the first line of why: the end of a run's output must do to know what to look at. */
function describeFailure(place, name, message = '') {
  return `${place} > ${name}: ${message.replaceAll(colours, '').split('\n').find((line) => line.trim() !== '')?.slice(0, 300) ?? 'no message'}`;
}

/** @param report Playwright's JSON report */
export function countPlaywright(report) {
  const tests = [];
  const visit = (suite, path) => {
    for (const child of suite.suites ?? []) visit(child, [...path, child.title]);
    for (const spec of suite.specs ?? []) for (const test of spec.tests) tests.push({ ...test, title: [...path, spec.title].join(' > ') });
  };
  for (const suite of report.suites) visit(suite, [suite.title]);
  const failed = tests.filter((test) => test.status === 'unexpected' || test.status === 'flaky');
  const skipped = tests.filter((test) => test.status === 'skipped');
  return {
    passed: tests.filter((test) => test.status === 'expected').length,
    failed: failed.length + (report.errors ?? []).length,
    skipped: skipped.length,
    reasons: skipped.map((test) => `${test.projectName}: ${test.annotations.find((note) => note.type === 'skip' || note.type === 'fixme')?.description ?? test.title}`),
    failures: [
      ...failed.map((test) => describeFailure('e2e/specs', `${test.projectName}: ${test.title}`, test.results.map(({ error }) => error?.message).find((message) => message !== undefined))),
      ...(report.errors ?? []).map((error) => describeFailure('e2e', 'outside the specs', error.message)),
    ],
  };
}

/** Equal reasons once, with how often. */
export function groupReasons(reasons) {
  const groups = new Map();
  for (const reason of reasons) groups.set(reason, (groups.get(reason) ?? 0) + 1);
  return [...groups].map(([reason, times]) => (times > 1 ? `${reason} (${times} times)` : reason));
}

/** The last line of a test run. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
