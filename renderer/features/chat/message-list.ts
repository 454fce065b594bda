// Pure changes of the list of messages on screen (the active branch, oldest first).
import type { MessageView } from '../../../core/contract/index.ts';

/** Adds a message or puts it in the place of the sibling it replaces; what followed that sibling belongs to another branch and goes. */
export function placeMessage(messages: readonly MessageView[], message: MessageView): MessageView[] {
  const same = messages.findIndex((entry) => entry.id === message.id);
  if (same >= 0) return messages.map((entry, index) => (index === same ? message : entry));
  const sibling = messages.findIndex((entry) => entry.parent_id === message.parent_id && entry.speaker === message.speaker);
  const kept = sibling >= 0 ? messages.slice(0, sibling) : messages;
  return [...kept, message];
}

/** Changes a message that is shown; one that is not shown changes nothing. */
export function updateMessage(messages: readonly MessageView[], message: MessageView): readonly MessageView[] {
  return messages.some((entry) => entry.id === message.id) ? messages.map((entry) => (entry.id === message.id ? message : entry)) : messages;
}

/** Older pages in front, without repeating what is there. */
export function prependPage(messages: readonly MessageView[], page: readonly MessageView[]): MessageView[] {
  const known = new Set(messages.map((entry) => entry.id));
  return [...page.filter((entry) => !known.has(entry.id)), ...messages];
}

/** What stays visible while a turn writes another version of something. */
export function messagesBefore(messages: readonly MessageView[], targetId: string | null, kind: 'edit' | 'regenerate' | 'send'): readonly MessageView[] {
  if (kind === 'send' || targetId === null) return messages;
  const index = messages.findIndex((entry) => entry.id === targetId);
  if (index < 0) return messages;
  const isAnswered = kind === 'regenerate' && messages[index]?.speaker === 'user';
  return messages.slice(0, isAnswered ? index + 1 : index);
}
