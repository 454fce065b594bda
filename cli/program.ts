// The commands and their options.
import { Command, CommanderError, Option } from 'commander';
import { forgetKinds, LuminoraError, precisions, type Precision } from '../core/contract/index.ts';
import type { BenchmarkOptions } from './benchmark.ts';
import type { FactsOptions } from './facts.ts';
import type { ForgetOptions } from './forget.ts';
import { reportError } from './report-error.ts';
import type { StatsOptions } from './stats.ts';
import { createCli, type Cli, type Terminal } from './terminal.ts';
import { chooseLanguage, createSay, languages, type Say } from './texts.ts';

type Shared = { data?: string; config?: string; lang?: string; json?: boolean; set?: Record<string, string> };
type Run = (cli: Cli) => Promise<number>;

/** Runs one command line (without program name) and answers the exit status. */
export async function runProgram(argv: readonly string[], terminal: Terminal, version: string): Promise<number> {
  const language = chooseLanguage(languageAsked(argv), terminal.env);
  const say = createSay(language);
  let status = 0;
  const run = async (options: Shared, action: Run): Promise<void> => {
    const cli = createCli({ terminal, say, language, json: options.json === true });
    status = await action(cli).catch((error: unknown) => reportError(cli, error));
  };
  const program = createProgram(say, version, run).exitOverride().configureOutput({
    writeOut: (text) => void terminal.output.write(text),
    writeErr: (text) => void terminal.errors.write(text),
  });
  for (const command of allCommands(program)) command.exitOverride().copyInheritedSettings(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(createCli({ terminal, say, language, json: argv.includes('--json') }), error);
  }
  return status;
}

function createProgram(say: Say, version: string, run: (options: Shared, action: Run) => Promise<void>): Command {
  const program = new Command('luminora').description(say('program')).version(version, '-V, --version', say('optionVersion'));
  const titles: Record<string, string> = { 'Usage:': say('titleUsage'), 'Options:': say('titleOptions'), 'Commands:': say('titleCommands'), 'Arguments:': say('titleArguments') };
  program.helpOption('-h, --help', say('optionHelp')).helpCommand('help [command]', say('commandHelp')).configureHelp({ styleTitle: (title) => titles[title] ?? title });
  const shared = (command: Command): Command => command
    .option('--data <folder>', say('optionData')).option('--config <file>', say('optionConfig'))
    .option('--set <path=value>', say('optionSet'), (pair: string, all: Record<string, string> = {}) => ({ ...all, ...readPair(pair, say) }))
    .addOption(new Option('--lang <language>', say('optionLanguage')).choices([...languages])).option('--json', say('optionJson'));

  shared(program.command('chat', { isDefault: false }).description(say('commandChat')))
    .option('--session <id>', say('optionSession')).option('--new', say('optionNew')).option('--personality <id>', say('optionPersonality'))
    .action((options: Shared & { session?: string; new?: boolean; personality?: string }) => run(options, async (cli) => (await import('./chat.ts')).chat(cli, options)));
  shared(program.command('serve').description(say('commandServe')))
    .option('--port <number>', say('optionPort'), (text: string) => readPort(text, say)).option('--open', say('optionOpen')).option('--no-open', say('optionNoOpen'))
    .action((options: Shared & { port?: number; open?: boolean }) => run(options, async (cli) => (await import('./serve.ts')).serve(cli, options)));
  shared(program.command('health').description(say('commandHealth')))
    .action((options: Shared) => run(options, async (cli) => (await import('./health.ts')).health(cli, options)));
  shared(program.command('stats').description(say('commandStats')))
    .option('--user <id>', say('optionUser')).option('--personality <id>', say('optionStatsPersonality'))
    .addOption(new Option('--by <bucket>', say('optionBucket')).choices(['day', 'week', 'month', 'auto']).default('auto'))
    .option('--last <days>', say('optionLast'), (text: string) => readDays(text, say))
    .action((options: Shared & StatsOptions) => run(options, async (cli) => (await import('./stats.ts')).stats(cli, options)));

  shared(program.command('facts').description(say('commandFacts')))
    .option('--history <key>', say('optionFactHistory')).option('--at <day>', say('optionFactsAt'), (text: string) => readDay(text, say)).option('--project <name>', say('optionProject')).option('--user <id>', say('optionUser'))
    .action((options: Shared & FactsOptions) => run(options, async (cli) => (await import('./facts.ts')).facts(cli, options)));

  const companions = program.command('companions').description(say('commandCompanions'));
  shared(companions.command('list').description(say('commandCompanionsList')))
    .action((options: Shared) => run(options, async (cli) => (await import('./companions.ts')).listCompanions(cli, options)));
  shared(companions.command('import').description(say('commandCompanionsImport')).argument('<file>'))
    .action((file: string, options: Shared) => run(options, async (cli) => (await import('./companions.ts')).importCompanion(cli, { ...options, file })));
  shared(companions.command('export').description(say('commandCompanionsExport')).argument('<id>')).option('--format <format>', say('optionCardFormat'), 'png').option('--to <file>', say('optionTo'))
    .action((id: string, options: Shared & { format: string; to?: string }) => run(options, async (cli) => (await import('./companions.ts')).exportCompanion(cli, { ...options, id })));
  shared(program.command('import').description(say('commandImport')).argument('<file>')).option('--companion <id>', say('optionImportCompanion')).option('--user <id>', say('optionUser')).option('--no-propose', say('optionNoPropose'))
    .action((file: string, options: Shared & { companion?: string; user?: string; propose?: boolean }) => run(options, async (cli) => (await import('./import.ts')).importFile(cli, { ...options, file })));
  const inbox = program.command('inbox').description(say('commandInbox'));
  shared(inbox.command('list').description(say('commandInboxList'))).option('--user <id>', say('optionUser'))
    .action((options: Shared & { user?: string }) => run(options, async (cli) => (await import('./inbox.ts')).listInbox(cli, options)));
  for (const decision of ['approve', 'reject'] as const) {
    shared(inbox.command(decision).description(say(decision === 'approve' ? 'commandInboxApprove' : 'commandInboxReject')).argument('[ids...]')).option('--all', say('optionAllProposals')).option('--user <id>', say('optionUser'))
      .action((ids: string[], options: Shared & { all?: boolean; user?: string }) => run(options, async (cli) => (await import('./inbox.ts')).decideInbox(cli, { ...options, ids, decision })));
  }
  const snapshot = program.command('snapshot').description(say('commandSnapshot'));
  shared(snapshot.command('list').description(say('commandSnapshotList')))
    .action((options: Shared) => run(options, async (cli) => (await import('./snapshot.ts')).listSnapshots(cli, options)));
  shared(snapshot.command('create').description(say('commandSnapshotCreate')))
    .option('--to <file>', say('optionTo')).option('--companion <id>', say('optionSnapshotCompanion')).option('--user <id>', say('optionSnapshotUser')).option('--anonymised', say('optionAnonymised'))
    .action((options: Shared & { to?: string; companion?: string; user?: string; anonymised?: boolean }) => run(options, async (cli) => (await import('./snapshot.ts')).createSnapshot(cli, options)));
  shared(snapshot.command('preview').description(say('commandSnapshotPreview')).argument('<file>')).option('--mode <mode>', say('optionSnapshotMode'), 'merge').option('--user <id>', say('optionSnapshotUser'))
    .action((file: string, options: Shared & { mode: string; user?: string }) => run(options, async (cli) => (await import('./snapshot.ts')).previewSnapshot(cli, { ...options, file })));
  shared(snapshot.command('apply').description(say('commandSnapshotApply')).argument('<file>')).requiredOption('--mode <mode>', say('optionSnapshotMode')).option('--user <id>', say('optionSnapshotUser')).option('--yes', say('optionYes'))
    .action((file: string, options: Shared & { mode: string; user?: string; yes?: boolean }) => run(options, async (cli) => (await import('./snapshot.ts')).applySnapshot(cli, { ...options, file })));
  const backup = program.command('backup').description(say('commandBackup'));
  shared(backup.command('list').description(say('commandBackupList')))
    .action((options: Shared) => run(options, async (cli) => (await import('./backup.ts')).listBackups(cli, options)));
  shared(backup.command('create').description(say('commandBackupCreate')))
    .action((options: Shared) => run(options, async (cli) => (await import('./backup.ts')).createBackup(cli, options)));
  shared(backup.command('restore').description(say('commandBackupRestore')).argument('<id>')).option('--yes', say('optionYes'))
    .action((id: string, options: Shared & { yes?: boolean }) => run(options, async (cli) => (await import('./backup.ts')).restoreBackup(cli, { ...options, id })));
  const memory = program.command('memory').description(say('commandMemory'));
  shared(memory.command('audit').description(say('commandMemoryAudit'))).option('--user <id>', say('optionUser')).option('--mend <what>', say('optionMend')).option('--yes', say('optionYes'))
    .action((options: Shared & { user?: string; mend?: string; yes?: boolean }) => run(options, async (cli) => (await import('./memory-audit.ts')).auditMemory(cli, options)));
  const forgetting = program.command('forget').description(say('commandForget'));
  const targets = { fact: '<id>', episode: '<id>', message: '<id>', session: '<id>', person: '<name>', source: '<session>' } as const;
  const forgettings = { fact: 'commandForgetFact', episode: 'commandForgetEpisode', message: 'commandForgetMessage', session: 'commandForgetSession', person: 'commandForgetPerson', source: 'commandForgetSource' } as const;
  for (const kind of forgetKinds) {
    const command = shared(forgetting.command(kind).description(say(forgettings[kind])).argument(targets[kind])).option('--user <id>', say('optionUser')).option('--yes', say('optionYes'));
    if (kind === 'fact') command.option('--keep-words', say('optionKeepWords'));
    if (kind === 'episode') command.option('--with-words', say('optionWithWords'));
    command.action((what: string, options: Shared & Omit<ForgetOptions, 'kind' | 'what'>) => run(options, async (cli) => (await import('./forget.ts')).forget(cli, { ...options, kind, what })));
  }
  shared(forgetting.command('list').description(say('commandForgetList'))).option('--user <id>', say('optionUser'))
    .action((options: Shared & { user?: string }) => run(options, async (cli) => (await import('./forget.ts')).listForgotten(cli, options)));
  shared(forgetting.command('allow').description(say('commandForgetAllow')).argument('<id>')).option('--user <id>', say('optionUser'))
    .action((id: string, options: Shared & { user?: string }) => run(options, async (cli) => (await import('./forget.ts')).allowAgain(cli, { ...options, id })));
  shared(program.command('summaries').description(say('commandSummaries')).argument('<session>')).option('--make', say('optionMakeSummaries'))
    .action((session: string, options: Shared & { make?: boolean }) => run(options, async (cli) => (await import('./summaries.ts')).summaries(cli, { ...options, session })));
  const models = program.command('models').description(say('commandModels'));
  shared(models.command('list').description(say('commandModelsList')))
    .action((options: Shared) => run(options, async (cli) => (await import('./models.ts')).listModels(cli, options)));
  const precision = () => new Option('--precision <precision>', say('optionPrecision')).choices([...precisions]);
  shared(models.command('pull').description(say('commandModelsPull')).argument('[name]')).option('--provider <name>', say('optionProvider')).addOption(precision()).option('--accept-licence', say('optionAcceptLicence'))
    .action((name: string | undefined, options: Shared & { provider?: string; precision?: Precision; acceptLicence?: boolean }) => run(options, async (cli) => (await import('./models.ts')).pullModel(cli, { ...options, ...(name === undefined ? {} : { name }) })));
  shared(models.command('verify').description(say('commandModelsVerify')).argument('<name>'))
    .action((name: string, options: Shared) => run(options, async (cli) => (await import('./local-models.ts')).verifyModel(cli, { ...options, name })));
  shared(models.command('remove').description(say('commandModelsRemove')).argument('<name>')).addOption(precision()).option('--yes', say('optionYes'))
    .action((name: string, options: Shared & { precision?: Precision; yes?: boolean }) => run(options, async (cli) => (await import('./local-models.ts')).removeModel(cli, { ...options, name })));
  shared(models.command('import').description(say('commandModelsImport')).argument('<folder>')).option('--title <title>', say('optionModelTitle'))
    .action((path: string, options: Shared & { title?: string }) => run(options, async (cli) => (await import('./local-models.ts')).importModel(cli, { ...options, path })));
  shared(models.command('add').description(say('commandModelsAdd')).argument('<repository>')).option('--revision <revision>', say('optionRevision'))
    .action((repository: string, options: Shared & { revision?: string }) => run(options, async (cli) => (await import('./local-models.ts')).addModel(cli, { ...options, repository })));
  shared(models.command('choices').description(say('commandModelsChoices')))
    .action((options: Shared) => run(options, async (cli) => (await import('./local-models.ts')).showChoices(cli, options)));
  const benchmark = program.command('benchmark').description(say('commandBenchmark'));
  shared(benchmark.command('embeddings').description(say('commandBenchmarkEmbeddings'))).option('--models <ids>', say('optionBenchmarkModels')).option('--suites <names>', say('optionBenchmarkSuites')).option('--texts <folder>', say('optionBenchmarkTexts'))
    .action((options: Shared & BenchmarkOptions) => run(options, async (cli) => (await import('./benchmark.ts')).benchmarkEmbeddings(cli, options)));
  shared(benchmark.command('list').description(say('commandBenchmarkList')))
    .action((options: Shared) => run(options, async (cli) => (await import('./benchmark.ts')).listBenchmarks(cli, options)));
  shared(benchmark.command('remove').description(say('commandBenchmarkRemove')).argument('<id>'))
    .action((id: string, options: Shared) => run(options, async (cli) => (await import('./benchmark.ts')).removeBenchmark(cli, { ...options, id })));
  return program;
}

function allCommands(program: Command): Command[] {
  return program.commands.flatMap((command) => [command, ...allCommands(command)]);
}

/** Read before the options are, because their descriptions are said in it. */
function languageAsked(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  return index < 0 ? undefined : (argv[index]?.split('=')[1] ?? argv[index + 1]);
}

function readPort(text: string, say: Say): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new LuminoraError('invalid_input', say('needsNumber', { value: text }));
}

function readDays(text: string, say: Say): number {
  const days = Number(text);
  if (/^\d{1,5}$/.test(text) && days > 0) return days;
  throw new LuminoraError('invalid_input', say('needsDays', { value: text }));
}

/** The end of a day, "2025-03-15", where the program runs. */
function readDay(text: string, say: Say): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T23:59:59.999`) : null;
  // "2025-02-30" would be read as a day in March.
  if (day?.getDate() === Number(text.slice(-2))) return day.getTime();
  throw new LuminoraError('invalid_input', say('needsDay', { value: text }));
}

function readPair(pair: string, say: Say): Record<string, string> {
  const split = pair.indexOf('=');
  if (split < 1) throw new LuminoraError('invalid_input', say('needsPair', { value: pair }));
  return { [pair.slice(0, split)]: pair.slice(split + 1) };
}
