// npm test: installs what is missing, runs every stage, ends with "N passed, N failed". Plain JavaScript that Node 20 runs.
// npm test -- --only unit [FILE ...]: some stages (types, lint, build, boundaries, unit, browser), some files.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled } from './bootstrap/install.mjs';
import { formatSeconds } from './bootstrap/progress.mjs';
import { neededNodeMajor, projectEnvironment, projectNode, root } from './bootstrap/project.mjs';
import { groupReasons, summaryLine } from './testing/counts.mjs';

const words = process.argv.slice(2);
const say = (text) => process.stdout.write(`${text}\n`);

try {
  await ensureInstalled();
  if (Number(process.versions.node.split('.')[0]) < neededNodeMajor) {
    const { status } = spawnSync(projectNode, [join(root, 'scripts', 'test.mjs'), ...words], { cwd: root, env: projectEnvironment(), stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } else process.exitCode = await runStages();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  say(summaryLine({ passed: 0, failed: 1, skipped: 0 }));
  process.exitCode = 1;
}

async function runStages() {
  const { selective, stages } = await import('./testing/stages.mjs');
  const { only, files } = readWords(Object.keys(stages));
  if (only.some((name) => selective.includes(name))) await fetchTestModel();
  const done = [];
  for (const name of only) {
    say(`\n== ${name}`);
    const startedAt = Date.now();
    const counted = await stages[name](selective.includes(name) ? files : [], say);
    const isEmpty = counted.passed + counted.failed === 0 && counted.reasons.length === 0;
    if (isEmpty) say(`The stage "${name}" ran nothing, which counts as a failure.`);
    done.push({ name, ...counted, failed: counted.failed + (isEmpty ? 1 : 0), seconds: (Date.now() - startedAt) / 1000 });
  }
  say('');
  for (const stage of done) say(`${stage.name.padEnd(11)} ${summaryLine(stage).padEnd(36)} ${formatSeconds(stage.seconds)}`);
  const reasons = groupReasons(done.flatMap((stage) => stage.reasons));
  if (reasons.length > 0) say(['Skipped:', ...reasons.map((reason) => `  ${reason}`)].join('\n'));
  const failures = done.flatMap((stage) => stage.failures ?? []);
  if (failures.length > 0) say(['Failed:', ...failures.map((failure) => `  ${failure}`)].join('\n'));
  const total = done.reduce((sum, { passed, failed, skipped }) => ({ passed: sum.passed + passed, failed: sum.failed + failed, skipped: sum.skipped + skipped }), { passed: 0, failed: 0, skipped: 0 });
  say(summaryLine(total));
  return total.failed === 0 ? 0 : 1;
}

/** The tests' language model; without it their tests are skipped, or fail where real parts are required. */
async function fetchTestModel() {
  const { fetchModel, hasModel } = await import('./bootstrap/models.mjs');
  const folder = process.env.LUMINORA_TEST_MODELS ?? join(root, '.cache', 'models');
  if (!hasModel(folder)) await fetchModel(folder, process.stdout);
}

function readWords(names) {
  const index = words.indexOf('--only');
  const only = index < 0 ? names : (words[index + 1] ?? '').split(',');
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no stage "${unknown}". Stages: ${names.join(', ')}.`);
  const files = words.filter((_, place) => index < 0 || (place !== index && place !== index + 1));
  if (index < 0 && files.length > 0) throw new Error('Name the stage that the files belong to: npm test -- --only unit FILE');
  return { only, files };
}
