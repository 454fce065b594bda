// `luminora models`: the files of models on this machine: checked, removed, brought in, and which of them serves what. Fetching them: fetch-model.ts.
import { resolve } from 'node:path';
import { errorFacts, LuminoraError, type LocalModel, type ModelChoice, type Precision } from '../core/contract/index.ts';
import type { FolderOptions } from './open.ts';
import { formatBytes } from './progress.ts';
import { isSure, withClient } from './snapshot.ts';
import { cleanLine, type Cli } from './terminal.ts';
import type { TextKey } from './texts.ts';

const kinds = { embedding: 'modelsOfEmbedding', reranker: 'modelsOfReranker', speech: 'modelsOfSpeech', llm: 'modelsOfLlm' } as const satisfies Record<LocalModel['kind'], TextKey>;
const fits = { well: null, slowly: 'modelsSlowly', not: 'modelsTooLarge' } as const satisfies Record<LocalModel['variants'][number]['fit'], TextKey | null>;
const uses = { chat_memory: 'useChatMemory', documents: 'useDocuments', code: 'useCode', multilingual: 'useMultilingual', replies: 'useReplies' } as const satisfies Record<string, TextKey>;

const useWord = (cli: Pick<Cli, 'say'>, use: string) => (Object.hasOwn(uses, use) ? cli.say(uses[use as keyof typeof uses]) : cleanLine(use));

/** One line for each model, by kind; what is in use is marked. Exported for its test. */
export function localModelLines(cli: Pick<Cli, 'say'>, models: readonly LocalModel[]): string[] {
  return (Object.keys(kinds) as LocalModel['kind'][]).flatMap((kind) => {
    const ones = models.filter((model) => model.kind === kind);
    return ones.length === 0 ? [] : [`${cli.say(kinds[kind])}:`, ...ones.flatMap((model) => modelLines(cli, model))];
  });
}

function modelLines({ say }: Pick<Cli, 'say'>, model: LocalModel): string[] {
  const { id, title, variants, dimension, licence, used_for, download, problem } = model;
  const sizes = variants.map(({ precision, size_bytes }) => `${precision}${size_bytes === null ? '' : ` ${formatBytes(size_bytes)}`}`).join(', ');
  const here = variants.filter(({ state }) => state === 'ready').map(({ precision }) => precision);
  const fit = (variants.find(({ is_chosen }) => is_chosen) ?? variants[0])?.fit ?? 'well';
  const facts = [
    ...(dimension === null ? [] : [say('modelsDimensions', { count: dimension })]), sizes, cleanLine(licence.name), ...(licence.is_accepted ? [] : [say('modelsLicenceAsked')]),
    here.length > 0 ? `${say('modelsInstalled')}${variants.length > 1 ? ` (${here.join(', ')})` : ''}` : download === null ? say('modelsAbsent') : say('modelsHalfway', { done: formatBytes(download.completed_bytes) }),
    ...(fits[fit] === null ? [] : [say(fits[fit])]), ...(used_for.length === 0 ? [] : [say('modelsUsedFor', { list: used_for.map((use) => useWord({ say }, use)).join(', ') })]),
  ];
  const line = `${used_for.length > 0 ? '*' : ' '} ${id}  ${cleanLine(title)}  ${facts.join(' · ')}`;
  return problem === null ? [line] : [line, `    ! ${cleanLine(problem.message)}`];
}

/** Reads every file again. Exit status as of a damaged model when one is not what it should be. */
export async function verifyModel(cli: Cli, options: FolderOptions & { name: string }): Promise<number> {
  let isGood = true;
  const status = await withClient(cli, options, async ({ client }, signal) => {
    const { files } = await client.localModels.verify({ model: options.name }, { signal });
    isGood = files.every(({ is_good }) => is_good);
    if (cli.json) return cli.line(JSON.stringify({ files }));
    for (const { path, is_good, reason } of files) cli.line(`${is_good ? '✓' : '✗'} ${cleanLine(path)}${reason === null ? '' : `  ${cleanLine(reason)}`}`);
    cli.line(cli.say(files.length === 0 ? 'verifyNothing' : isGood ? 'verifyGood' : 'verifyBad', { name: options.name }));
  });
  return status === 0 && !isGood ? errorFacts.model_damaged.exit : status;
}

/** Asks first, unless told not to. */
export function removeModel(cli: Cli, options: FolderOptions & { name: string; precision?: Precision; yes?: boolean }): Promise<number> {
  return withClient(cli, options, async ({ client }, signal) => {
    const { name, precision } = options;
    const words = { question: cli.say('removeModelSure', { name }), refusal: cli.say('removeModelNeedsYes') };
    if (options.yes !== true && !await isSure(cli, signal, words)) throw new LuminoraError('cancelled', cli.say('removeModelNot'));
    const removed = await client.localModels.remove({ model: name, ...(precision === undefined ? {} : { precision }) });
    cli.line(cli.json ? JSON.stringify(removed) : cli.say('removeModelDone', { size: formatBytes(removed.freed_bytes) }));
  });
}

/** A folder with an ONNX model and its tokenizer, or a GGUF file; it is copied. */
export function importModel(cli: Cli, options: FolderOptions & { path: string; title?: string }): Promise<number> {
  return withClient(cli, options, async ({ client }, signal) => {
    const model = await client.localModels.importFolder({ path: resolve(options.path), ...(options.title === undefined ? {} : { title: options.title }) }, { signal });
    show(cli, model, 'importModelDone');
  });
}

/** A repository of the model hub joins the list; `models pull` fetches it. */
export function addModel(cli: Cli, options: FolderOptions & { repository: string; revision?: string }): Promise<number> {
  return withClient(cli, options, async ({ client }, signal) => {
    const { repository, revision } = options;
    const model = await client.localModels.addFromHub({ repository, ...(revision === undefined ? {} : { revision }), accepts_request: true }, { signal });
    show(cli, model, 'addModelDone');
  });
}

function show(cli: Cli, model: LocalModel, sentence: TextKey): void {
  if (cli.json) return cli.line(JSON.stringify({ model }));
  for (const line of modelLines(cli, model)) cli.line(line);
  cli.line(cli.say(sentence, { name: model.id }));
}

export function showChoices(cli: Cli, options: FolderOptions): Promise<number> {
  return withClient(cli, options, async ({ client }) => {
    const listed = await client.localModels.choices();
    for (const line of cli.json ? [JSON.stringify(listed)] : choiceLines(cli, listed.choices)) cli.line(line);
  });
}

/** Which model serves which use and why, and what was tried before. Exported for its test. */
export function choiceLines(cli: Pick<Cli, 'say'>, choices: readonly ModelChoice[]): string[] {
  return choices.flatMap(({ use, setting, model, precision, device, reason, steps }) => {
    const runs = [precision, device].filter((part) => part !== null).join(', ');
    return [
      `${useWord(cli, use)}: ${model === null ? cli.say('choiceNone') : cleanLine(model)}${runs === '' ? '' : ` (${runs})`}${setting === 'auto' ? '' : `  [${cli.say('choiceSet')}]`}`, `    ${cleanLine(reason)}`,
      ...steps.map((step) => `    ${cleanLine(step.from)} → ${cleanLine(step.to)}: ${cleanLine(step.reason)}`),
    ];
  });
}
