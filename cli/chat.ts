// `luminora chat`: a conversation in the terminal.
import type { Client, Session } from '../core/contract/index.ts';
import { showSearch, showWhy } from './chat-commands.ts';
import { showReply } from './chat-reply.ts';
import { createLineQueue } from './line-queue.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { reportError } from './report-error.ts';
import { serveEngine } from './serve.ts';
import { cleanLine, type Cli } from './terminal.ts';

export type ChatOptions = FolderOptions & { session?: string; new?: boolean; personality?: string };

/** Talks until the input ends or `/quit`; answers the exit status (of the last failure, when the input is not a person). */
export async function chat(cli: Cli, options: ChatOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  const server = opened.kind === 'engine' ? await serveEngine(opened.engine, { port: 0 }) : undefined;
  try {
    const session = await chooseSession(opened.client, options);
    return await talk(cli, opened.client, session);
  } finally {
    await server?.close();
    await opened.close();
  }
}

async function chooseSession(client: Client, options: ChatOptions): Promise<Session> {
  if (options.session !== undefined) return client.sessions.get({ session_id: options.session });
  if (options.new !== true && options.personality === undefined) {
    const latest = (await client.sessions.list({ limit: 1 })).sessions[0];
    if (latest) return latest;
  }
  return client.sessions.create(options.personality === undefined ? {} : { personality: options.personality });
}

async function talk(cli: Cli, client: Client, session: Session): Promise<number> {
  const isInteractive = cli.terminal.output.isTTY === true && 'isTTY' in cli.terminal.input && cli.terminal.input.isTTY === true;
  let isReplying = false;
  let lastReplyId: string | undefined;
  let status = 0;
  const stop = (): void => void client.chat.stop({ session_id: session.id }).catch(() => {});
  const lines = createLineQueue(cli.terminal, isInteractive, (line) => {
    if (!isReplying || (line !== null && line.trim() !== '/stop')) return false;
    stop();
    return true;
  });
  const forget = cli.terminal.onInterrupt(() => {
    if (isReplying) stop();
    lines.close();
  });
  if (isInteractive) await greet(cli, client, session);

  const act = async (text: string): Promise<void> => {
    const [command = '', ...rest] = text.split(/\s+/);
    if (!command.startsWith('/')) {
      isReplying = true;
      const reply = await showReply(cli, await client.chat.send({ session_id: session.id, message: text, client_message_id: crypto.randomUUID() }));
      lastReplyId = reply?.id ?? lastReplyId;
      status = reply?.status === 'failed' ? 7 : 0;
    } else if (command === '/help') cli.line(cli.say('chatHelp'));
    else if (command === '/why') {
      if (lastReplyId === undefined) cli.line(cli.say('chatNoReply'));
      else await showWhy(cli, client, lastReplyId);
    } else if (command === '/search') await showSearch(cli, client, rest.join(' '));
    else if (command === '/stop') cli.line(cli.say('chatNothingToStop'));
    else cli.line(cli.say('chatUnknownCommand', { command: cleanLine(command) }));
  };
  try {
    for (let line = await lines.next(cli.say('chatPrompt')); line !== null; line = await lines.next(cli.say('chatPrompt'))) {
      const text = line.trim();
      if (text === '/quit' || text === '/exit') break;
      if (text === '') continue;
      try {
        await act(text);
      } catch (error) {
        status = reportError(cli, error);
      } finally {
        isReplying = false;
      }
    }
  } finally {
    forget();
    lines.close();
  }
  return isInteractive ? 0 : status;
}

async function greet(cli: Cli, client: Client, session: Session): Promise<void> {
  const [{ personalities }, { current }] = await Promise.all([client.characters.list(), client.models.status()]);
  const name = personalities.find((personality) => personality.id === session.personality)?.name ?? session.personality;
  cli.line(cli.say('chatHello', { name: cleanLine(name), model: current ? cleanLine(`${current.provider}/${current.model}`) : cli.say('chatNoModel') }));
}
