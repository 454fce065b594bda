// The inbox's part of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import type { InboxService } from './inbox-service.ts';

export function createInboxHandlers(builder: HandlerBuilder, inbox: InboxService) {
  const routes = builder.inbox;
  return {
    list: routes.list.handler(({ input: { user_id, limit, session_id, after } }) => inbox.list({ user_id, limit, ...(session_id === undefined ? {} : { session_id }), ...(after === undefined ? {} : { after }) })),
    approve: routes.approve.handler(({ input: { user_id, ids, fact } }) => inbox.approve({ user_id, ids, ...(fact === undefined ? {} : { fact: present(fact) }) })),
    reject: routes.reject.handler(({ input }) => inbox.reject(input)),
    restore: routes.restore.handler(({ input }) => inbox.restore(input)),
  };
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the keys whose value is undefined. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>;
}
