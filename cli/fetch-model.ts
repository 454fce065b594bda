// `luminora models pull NAME` of a model of the catalogue: the engine fetches it, the terminal looks on.
import { LuminoraError, type Client, type LocalModel, type ModelDownload, type Precision, type PullEvent } from '../core/contract/index.ts';
import { createProgress } from './progress.ts';
import { isSure } from './snapshot.ts';
import { cleanLine, type Cli } from './terminal.ts';

export type FetchOptions = { precision?: Precision; acceptLicence?: boolean };

/** Resolves when every file is here; when the signal fires the download is paused, and asking again goes on from there. */
export async function fetchModel(cli: Cli, client: Client, model: LocalModel, options: FetchOptions, signal: AbortSignal): Promise<void> {
  const { id } = model;
  const acceptsLicence = await acceptLicence(cli, model, options, signal);
  const show = createProgress(cli, () => performance.now());
  const leave = new AbortController();
  const events = await client.system.events(undefined, { signal: leave.signal });
  const stop = () => {
    // The download would go on in another process that has the folder.
    void client.localModels.pause({ model: id }).catch(() => undefined).finally(() => leave.abort());
  };
  try {
    // The first event comes when the watch has begun: nothing of the download is missed.
    await events.next();
    signal.throwIfAborted();
    const begun = await client.localModels.download({ model: id, ...(options.precision === undefined ? {} : { precision: options.precision }), ...(acceptsLicence ? { accepts_licence: true } : {}) });
    signal.addEventListener('abort', stop, { once: true });
    let last = begun;
    show(toPullEvent(begun));
    for await (const event of events) {
      if (event.type === 'local-model-progress' && event.download.model === id) last = event.download;
      else if (event.type !== 'local-models-changed' && event.type !== 'alive') continue;
      else if (await isOver(client, begun)) return show({ ...toPullEvent(last), type: 'end', status: 'done', completed_bytes: last.total_bytes ?? last.completed_bytes, seconds_left: 0 });
      if (last.error) throw new LuminoraError(last.error.code, last.error.message, { details: last.error.details ?? {} });
      if (last.state === 'paused') throw new LuminoraError('cancelled', cli.say('pullPaused'));
      show(toPullEvent(last));
    }
    throw new LuminoraError('cancelled', cli.say('pullPaused'));
  } finally {
    signal.removeEventListener('abort', stop);
    leave.abort();
  }
}

/** @throws LuminoraError cancelled when the download ended without the files */
async function isOver(client: Client, { model: id, precision }: ModelDownload): Promise<boolean> {
  const model = (await client.localModels.list()).models.find((one) => one.id === id);
  if (model?.variants.find((variant) => variant.precision === precision)?.state === 'ready') return true;
  if (!model || model.download === null) throw new LuminoraError('cancelled', `The download of ${id} was given up.`);
  return false;
}

/** Whether a yes is sent along. A licence that was accepted once is not asked about again. */
async function acceptLicence(cli: Cli, { title, licence }: LocalModel, options: FetchOptions, signal: AbortSignal): Promise<boolean> {
  if (licence.is_accepted) return false;
  if (options.acceptLicence === true) return true;
  const told = { title: cleanLine(title), name: cleanLine(licence.name), url: cleanLine(licence.url) };
  if (!cli.json) {
    cli.line(cli.say('licenceTerms', told));
    if (licence.notice !== '') cli.line(cleanLine(licence.notice));
  }
  if (await isSure(cli, signal, { question: cli.say('licenceSure'), refusal: cli.say('licenceNeedsYes', told) })) return true;
  throw new LuminoraError('cancelled', cli.say('licenceNot'));
}

function toPullEvent({ state, completed_bytes, total_bytes, bytes_per_second, seconds_left, source }: ModelDownload): PullEvent {
  return { type: 'progress', status: state === 'running' ? 'downloading' : state, completed_bytes, total_bytes, bytes_per_second, seconds_left, source };
}
