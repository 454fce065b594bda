// `luminora models list` and `luminora models pull`.
import { formatBytes, createProgress } from './progress.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { serveEngine } from './serve.ts';
import { cleanLine, type Cli } from './terminal.ts';

export async function listModels(cli: Cli, options: FolderOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    const { models } = await opened.client.models.list();
    if (cli.json) cli.line(JSON.stringify({ models }));
    else {
      for (const model of models) {
        const state = cli.say(model.is_current ? 'modelsCurrent' : model.is_installed ? 'modelsInstalled' : 'modelsAbsent');
        const facts = [model.size_bytes === null ? '' : formatBytes(model.size_bytes), model.licence ?? '', state].filter((fact) => fact !== '').join(' · ');
        cli.line(`${model.is_current ? '*' : ' '} ${cleanLine(model.provider)}/${cleanLine(model.name)}  ${cleanLine(model.title)}  ${facts}`);
      }
      if (models.length === 0) cli.line(cli.say('modelsNone'));
    }
    return 0;
  } finally {
    await opened.close();
  }
}

/** Fetches a model; Ctrl+C leaves it half-way, and asking again goes on from there. */
export async function pullModel(cli: Cli, options: FolderOptions & { name?: string; provider?: string }): Promise<number> {
  const opened = await openOrConnect(cli, options);
  const server = opened.kind === 'engine' ? await serveEngine(opened.engine, { port: 0 }) : undefined;
  const abort = new AbortController();
  const forget = cli.terminal.onInterrupt(() => abort.abort());
  try {
    const show = createProgress(cli, () => performance.now());
    const request = { ...(options.name === undefined ? {} : { model: options.name }), ...(options.provider === undefined ? {} : { provider: options.provider }) };
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
