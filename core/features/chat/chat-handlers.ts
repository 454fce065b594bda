// The contract's sessions and chat.
import { LuminoraError } from '../../contract/errors.ts';
import type { TurnEvent } from '../../contract/events.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { Log } from '../../lib/log.ts';
import { toWireError } from '../handler-builder.ts';
import type { HandlerBuilder } from '../handler-builder.ts';
import type { ChatService } from './chat-service.ts';
import { viewMessage } from './message-view.ts';
import type { SessionService } from './session-service.ts';

export function createChatHandlers(builder: HandlerBuilder, parts: { chat: ChatService; sessions: SessionService; storage: StorageProvider; log: Log }) {
  const { chat, sessions } = parts;
  /** oRPC streams generators; leaving one stops following, never the turn. */
  async function* follow(events: AsyncIterable<TurnEvent>): AsyncGenerator<TurnEvent> {
    try {
      yield* events;
    } catch (error) {
      throw toWireError(error, parts.log);
    }
  }

  return {
    sessions: {
      create: builder.sessions.create.handler(({ input }) => sessions.create(input)),
      list: builder.sessions.list.handler(({ input }) => sessions.list(input)),
      projects: builder.sessions.projects.handler(({ input }) => sessions.projects(input.user_id)),
      get: builder.sessions.get.handler(({ input }) => sessions.get(input.session_id)),
      rename: builder.sessions.rename.handler(({ input }) => sessions.change(input.session_id, { title: input.title, project: input.project })),
      delete: builder.sessions.delete.handler(({ input }) => sessions.delete(input.session_id)),
      history: builder.sessions.history.handler(({ input }) => sessions.history(input)),
    },
    chat: {
      send: builder.chat.send.handler(async ({ input }) => follow(await chat.send(input))),
      regenerate: builder.chat.regenerate.handler(async ({ input }) => follow(await chat.regenerate(input.message_id))),
      edit: builder.chat.edit.handler(async ({ input }) => follow(await chat.edit(input))),
      remove: builder.chat.remove.handler(({ input }) => chat.remove(input.message_id)),
      swipe: builder.chat.swipe.handler(({ input }) => chat.swipe(input.message_id)),
      stop: builder.chat.stop.handler(async ({ input }) => ({ stopped: await chat.stop(input.session_id) })),
      message: builder.chat.message.handler(async ({ input }) => {
        const message = await parts.storage.messages.get(input.message_id);
        if (!message) throw new LuminoraError('not_found', `There is no message "${input.message_id}".`);
        return viewMessage(parts.storage, message);
      }),
      trace: builder.chat.trace.handler(async ({ input }) => {
        const trace = await parts.storage.traces.forMessage(input.message_id);
        if (!trace) throw new LuminoraError('not_found', `There is no record of how the message "${input.message_id}" came about: only replies have one.`);
        return trace;
      }),
    },
  };
}
