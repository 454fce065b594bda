// `luminora models list` and `luminora models pull`: language models that a local provider has, and the files of models.
import { fetchModel, type FetchOptions } from './fetch-model.ts';
import { localModelLines } from './local-models.ts';
import { formatBytes, createProgress } from './progress.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { serveEngine } from './serve.ts';
import { cleanLine, type Cli } from './terminal.ts';

export async function listModels(cli: Cli, options: FolderOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    const [{ models }, local] = await Promise.all([opened.client.models.list(), opened.client.localModels.list()]);
    if (cli.json) cli.line(JSON.stringify({ models, local: local.models, machine: local.machine, is_offline: local.is_offline }));
    else {
      for (const model of models) {
        const state = cli.say(model.is_current ? 'modelsCurrent' : model.is_installed ? 'modelsInstalled' : 'modelsAbsent');
        const facts = [model.size_bytes === null ? '' : formatBytes(model.size_bytes), model.licence ?? '', state].filter((fact) => fact !== '').join(' · ');
        cli.line(`${model.is_current ? '*' : ' '} ${cleanLine(model.provider)}/${cleanLine(model.name)}  ${cleanLine(model.title)}  ${facts}`);
      }
      if (models.length === 0) cli.line(cli.say('modelsNone'));
      // What the program's own provider lists has been told.
      const told = new Set(models.filter(({ provider }) => provider === 'embedded').map(({ name }) => name));
      for (const line of localModelLines(cli, local.models.filter(({ id }) => !told.has(id)))) cli.line(line);
    }
    return 0;
  } finally {
    await opened.close();
  }
}

/** Fetches a model; Ctrl+C leaves it half-way, and asking again goes on from there. */
export async function pullModel(cli: Cli, options: FolderOptions & FetchOptions & { name?: string; provider?: string }): Promise<number> {
  const opened = await openOrConnect(cli, options);
  const server = opened.kind === 'engine' ? await serveEngine(opened.engine, { port: 0 }) : undefined;
  const abort = new AbortController();
  const forget = cli.terminal.onInterrupt(() => abort.abort());
  try {
    const { name, provider } = options;
    // Without a provider a name is first one of the list of files; a provider's own names (Ollama's) come after.
    const model = name !== undefined && provider === undefined ? (await opened.client.localModels.list()).models.find(({ id }) => id === name) : undefined;
    if (model) {
      await fetchModel(cli, opened.client, model, options, abort.signal);
      if (!cli.json) cli.line(cli.say('pullDone'));
      return 0;
    }
    const show = createProgress(cli, () => performance.now());
    const request = { ...(name === undefined ? {} : { model: name }), ...(provider === undefined ? {} : { provider }) };
    for await (const event of await opened.client.models.pull(request, { signal: abort.signal })) show(event);
    if (abort.signal.aborted) return 130;
    if (!cli.json) cli.line(cli.say('pullDone'));
    return 0;
  } catch (error) {
    if (abort.signal.aborted) return 130;
    throw error;
  } finally {
    forget();
    await server?.close();
    await opened.close();
  }
}
