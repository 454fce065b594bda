// One user's conversations on a real engine, as the steps of a sequence change them.
import { isForgotten } from '../../contract/entities.ts';
import type { MessageView } from '../../contract/entities.ts';
import { isLuminoraError } from '../../contract/errors.ts';
import type { TurnEvent } from '../../contract/events.ts';
import type { Engine } from '../../engine-interface.ts';
import { markersIn } from './markers.ts';
import type { Said, Step } from './steps.ts';

export type World = ReturnType<typeof createWorld>;
export type Counts = Record<Step['kind'] | 'skipped', number>;

/** @param newWord gives a marker that was never used */
export function createWorld(engine: Pick<Engine, 'client' | 'jobsIdle'>, userId: string, newWord: () => string, counts: Counts) {
  const { client } = engine;
  const sessions: (string | null)[] = [null, null];
  /** Ids of every message there ever was. */
  const known = new Set<string>();
  const again = [newWord(), newWord(), newWord()];
  const words = new Set<string>(again.map((word) => word.toLowerCase()));

  async function sessionAt(place: number): Promise<string> {
    return (sessions[place] ??= (await client.sessions.create({ user_id: userId })).id);
  }
  function textOf({ sentence, word }: Said): string {
    const marker = word === 'new' ? newWord() : again[word]!;
    words.add(marker.toLowerCase());
    return sentence(marker);
  }
  async function follow(events: AsyncIterable<TurnEvent>): Promise<void> {
    for await (const event of events) {
      if (event.type === 'message-saved' || event.type === 'turn-end') known.add(event.message.id);
    }
  }
  /** Every message that is still stored. */
  async function stored(): Promise<MessageView[]> {
    const all = await Promise.all([...known].map((id) => client.chat.message({ message_id: id }).catch((error: unknown) => {
      if (isLuminoraError(error) || (error instanceof Error && 'code' in error)) return null;
      throw error;
    })));
    return all.filter((message) => message !== null);
  }
  const place = <One>(all: readonly One[], at: number): One | null => (all.length === 0 ? null : all[at % all.length]!);

  async function forget(step: Extract<Step, { kind: 'forget' }>): Promise<boolean> {
    const target = await targetOf(step);
    if (target === null) return false;
    const told = step.what === 'fact' ? (await client.memory.facts({ user_id: userId, limit: 200 })).facts.find(({ id }) => 'id' in target && id === target.id) : undefined;
    await client.forgetting.forget({ user_id: userId, target });
    // A person's name is gone everywhere; a fact's words from the messages that told it, while others may say the word for another reason.
    const after = await stored();
    const mustBeWithout = target.kind === 'person' ? after : after.filter(({ id }) => told?.source_message_ids.includes(id) === true);
    const forgotten = target.kind === 'person' ? [target.name.toLowerCase()] : told ? markersIn(String(told.value)) : [];
    for (const { content } of mustBeWithout) for (const word of markersIn(content)) if (forgotten.includes(word)) throw new Error(`forgetting the ${step.what} left the word "${word}" in a message`);
    if (target.kind === 'session' && sessions.includes(target.id)) {
      const isThere = await client.sessions.get({ session_id: target.id }).then(() => true, () => false);
      if (!isThere) sessions[sessions.indexOf(target.id)] = null;
    }
    return true;
  }

  async function targetOf({ what, at }: Extract<Step, { kind: 'forget' }>) {
    if (what === 'message') { const message = place(await stored(), at); return message && { kind: what, id: message.id }; }
    if (what === 'fact') { const fact = place((await client.memory.facts({ user_id: userId, limit: 200 })).facts, at); return fact && { kind: what, id: fact.id, with_words: true }; }
    if (what === 'episode') { const episode = place((await client.memory.episodes({ user_id: userId, limit: 100 })).episodes, at); return episode && { kind: what, id: episode.id, with_words: at % 2 === 0 }; }
    if (what === 'person') { const name = place([...words], at); return name === null ? null : { kind: what, name: `${name[0]!.toUpperCase()}${name.slice(1)}` }; }
    const session = place(sessions.filter((id) => id !== null), at);
    return session === null ? null : what === 'session' ? { kind: what, id: session } : { kind: what, session_id: session };
  }

  async function doStep(step: Step): Promise<boolean> {
    if (step.kind === 'send') return follow(await client.chat.send({ session_id: await sessionAt(step.session), message: textOf(step.said) })).then(() => true);
    if (step.kind === 'forget') return forget(step);
    if (step.kind === 'delete-session') {
      const id = sessions[step.session];
      if (!id) return false;
      await client.sessions.delete({ session_id: id });
      sessions[step.session] = null;
      return true;
    }
    const message = place(await stored(), step.at);
    if (message === null) return false;
    if (step.kind === 'delete') {
      await client.chat.remove({ message_id: message.id });
    } else if (step.kind === 'swipe') {
      await client.chat.swipe({ message_id: message.id });
    } else if (step.kind === 'branch') {
      await follow(await client.chat.send({ session_id: message.session_id, message: textOf(step.said), parent_id: message.speaker === 'user' ? message.parent_id : message.id }));
    } else if (step.kind === 'edit') {
      if (message.speaker !== 'user') return false;
      await follow(await client.chat.edit({ message_id: message.id, message: textOf(step.said) }));
    } else {
      // There is nothing to reply to in words that were forgotten.
      const question = message.speaker === 'user' ? message : (await stored()).find(({ id }) => id === message.parent_id);
      if (!question || isForgotten(question)) return false;
      await follow(await client.chat.regenerate({ message_id: message.id }));
    }
    return true;
  }

  return {
    userId, client, words, stored,
    sessionIds: () => sessions.filter((id) => id !== null),
    async run(step: Step): Promise<void> {
      const isDone = await doStep(step);
      counts[isDone ? step.kind : 'skipped'] += 1;
    },
  };
}
