// A message as clients see it: with its siblings, without the block that was sent to the model.
import type { Message, MessageView } from '../../contract/entities.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

/** In the order given; siblings oldest first. */
export async function viewMessages(storage: StorageProvider, messages: readonly Message[]): Promise<MessageView[]> {
  const siblings = await storage.messages.siblings(messages.map((message) => message.id));
  return messages.map(({ context: _context, ...message }) => ({ ...message, sibling_ids: siblings.get(message.id) ?? [message.id] }));
}

export async function viewMessage(storage: StorageProvider, message: Message): Promise<MessageView> {
  const [view] = await viewMessages(storage, [message]);
  return view!;
}
