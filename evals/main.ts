// npm run evals -- SUITE [--data DIR] [--json] [options of the suite]
// Exit code 0 with a report, 1 when a suite breaks, 2 when the command line or the data folder is wrong.
import { parseArgs } from 'node:util';
import { reportJson, reportText } from './report.ts';
import { suites } from './suites.ts';
import { UsageError } from './suite.ts';

const usage = () => ['usage: npm run evals -- SUITE [--data DIR] [--json] [options of the suite]', '', 'suites:', ...suites.map((suite) => `  ${suite.id.padEnd(10)} ${suite.describe}`)].join('\n');

/** `--name value` and `--name` for names that only the suite knows. */
function readCommandLine(args: string[]) {
  const { tokens } = parseArgs({ args, strict: false, allowPositionals: true, tokens: true });
  const options: Record<string, string | true> = {};
  const positionals: string[] = [];
  let waiting: string | null = null;
  for (const token of tokens) {
    if (token.kind === 'option') {
      options[token.name] = token.value ?? true;
      waiting = token.value === undefined && !switches.has(token.name) ? token.name : null;
    } else if (token.kind === 'positional') {
      if (waiting === null) positionals.push(token.value);
      else options[waiting] = token.value;
      waiting = null;
    }
  }
  return { options, positionals };
}
const switches = new Set(['json', 'errors', 'unseal', 'ablation', 'help']);

async function main(args: string[]): Promise<number> {
  const { options, positionals } = readCommandLine(args);
  const { json, data, ...own } = options;
  const suite = suites.find((candidate) => candidate.id === positionals[0]);
  if (suite === undefined || positionals.length !== 1 || data === true) {
    if (suite === undefined && positionals[0] !== undefined) process.stderr.write(`There is no suite "${positionals[0]}".\n`);
    process.stderr.write(`${usage()}\n`);
    return 2;
  }
  try {
    const report = await suite.run({ data: data ?? null, options: own, progress: (line) => process.stderr.write(`${line}\n`) });
    process.stdout.write(`${reportText(report)}\n`);
    if (json) process.stdout.write(`\n${reportJson(report)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
