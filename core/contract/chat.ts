// Sessions and chat: what a client may ask of a conversation.
import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { idSchema, messageViewSchema, sessionSchema, traceSchema } from './entities.ts';
import { turnEventSchema } from './events.ts';

/** The project a session belongs to: letters, digits, blanks, hyphens and underscores; '' for none. */
const project = z.string().trim().max(60).regex(/^[\p{L}\p{N} _-]*$/u);
const sessionId = z.object({ session_id: idSchema });
const limit = z.coerce.number().int().min(1).max(200);

export const sessionsContract = {
  create: oc.route({ method: 'POST', path: '/sessions', successStatus: 201, summary: 'Start a session with a companion', tags: ['Sessions'] })
    .input(z.object({ personality: z.string().max(100).optional(), user_id: z.string().min(1).max(200).default('default'), title: z.string().max(200).optional(),
      project: project.default(''),
      /** Begins with what the companion says first: the number of one of its greetings, the others become its siblings (swipes). Left out: an empty session. */
      greeting: z.number().int().min(0).max(99).optional(), language: z.enum(['en', 'es']).optional() }))
    .output(sessionSchema),
  list: oc.route({ method: 'GET', path: '/sessions', summary: 'Sessions, most recently active first', tags: ['Sessions'] })
    .input(z.object({ user_id: z.string().default('default'), limit: limit.default(50), before: idSchema.optional(), search: z.string().max(200).optional(), project: project.optional() }))
    .output(z.object({ sessions: z.array(sessionSchema), next_before: idSchema.nullable() })),
  get: oc.route({ method: 'GET', path: '/sessions/{session_id}', summary: 'One session', tags: ['Sessions'] }).input(sessionId).output(sessionSchema),
  /** Projects there are sessions of, by name. */
  projects: oc.route({ method: 'GET', path: '/projects', summary: 'Projects and how many sessions they have', tags: ['Sessions'] })
    .input(z.object({ user_id: z.string().default('default') })).output(z.object({ projects: z.array(z.object({ name: z.string(), sessions: z.number().int() })) })),
  /** In another project what was learnt in this session alone goes along, and the notes sent with its earlier messages are dropped. */
  rename: oc.route({ method: 'PATCH', path: '/sessions/{session_id}', summary: 'Rename a session, or put it into a project', tags: ['Sessions'] })
    .input(sessionId.extend({ title: z.string().trim().min(1).max(200).optional(), project: project.optional() })).output(sessionSchema),
  delete: oc.route({ method: 'DELETE', path: '/sessions/{session_id}', summary: 'Delete a session for good', tags: ['Sessions'] })
    .input(sessionId).output(z.object({ deleted: z.boolean() })),
  history: oc.route({ method: 'GET', path: '/sessions/{session_id}/messages', summary: 'The active branch by pages, oldest first within a page; the first page is the latest', tags: ['Sessions'] })
    .input(sessionId.extend({ limit: limit.default(50), before: idSchema.optional() }))
    .output(z.object({ messages: z.array(messageViewSchema), next_before: idSchema.nullable() })),
};

/** Longest message accepted, in characters; `safety.max_message_chars` may lower it. */
export const maximumMessageLength = 100_000;
const text = z.string().min(1).max(maximumMessageLength);
const clientMessageId = z.string().min(1).max(128);
const turn = eventIterator(turnEventSchema);

export const chatContract = {
  send: oc.route({ method: 'POST', path: '/sessions/{session_id}/messages', summary: 'Say something; the reply streams as server-sent events', tags: ['Chat'] })
    .input(sessionId.extend({
      message: text,
      /** The client's own id: the same id twice in a session is one message. Made by the server when absent. */
      client_message_id: clientMessageId.optional(),
      /** The message this follows; the active leaf when absent. */
      parent_id: idSchema.nullable().optional(),
    }))
    .output(turn),
  /** A new reply to the same user message: a sibling of `message_id`, which may be the assistant message or the user message it answers. Also the way to retry a failed turn. */
  regenerate: oc.route({ method: 'POST', path: '/messages/{message_id}/regenerate', summary: 'Write another reply', tags: ['Chat'] })
    .input(z.object({ message_id: idSchema })).output(turn),
  /** A new version of a user message: a sibling with the new text, followed by a new reply. The old branch stays. */
  edit: oc.route({ method: 'POST', path: '/messages/{message_id}/edit', summary: 'Say it differently', tags: ['Chat'] })
    .input(z.object({ message_id: idSchema, message: text, client_message_id: clientMessageId.optional() })).output(turn),
  /** Shows another sibling: its branch becomes the active one, down to its latest leaf. */
  swipe: oc.route({ method: 'POST', path: '/messages/{message_id}/activate', summary: 'Make the branch of a message the active one', tags: ['Chat'] })
    .input(z.object({ message_id: idSchema }))
    .output(z.object({ session: sessionSchema, messages: z.array(messageViewSchema) })),
  stop: oc.route({ method: 'POST', path: '/sessions/{session_id}/stop', summary: 'Stop the reply being written; what was written stays', tags: ['Chat'] })
    .input(sessionId).output(z.object({ stopped: z.boolean() })),
  /** A message and everything that follows it, on every branch, for good, with all that was made of it. The branch beside it, or what came before, is shown then. */
  remove: oc.route({ method: 'DELETE', path: '/messages/{message_id}', summary: 'Delete a message and what follows it', tags: ['Chat'] })
    .input(z.object({ message_id: idSchema })).output(z.object({ deleted: z.number().int(), session: sessionSchema })),
  /** Any message, on whatever branch: it tells the session that a remembered thing leads back to. */
  message: oc.route({ method: 'GET', path: '/messages/{message_id}', summary: 'One message', tags: ['Chat'] })
    .input(z.object({ message_id: idSchema })).output(messageViewSchema),
  trace: oc.route({ method: 'GET', path: '/messages/{message_id}/trace', summary: 'Why this reply?', tags: ['Chat'] })
    .input(z.object({ message_id: idSchema })).output(traceSchema),
};
