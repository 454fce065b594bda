// How the conversation is laid out.
import { describe, expect, it } from 'vitest';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { buildRows } from './chat-rows.ts';
import { placeMessage, prependPage } from './message-list.ts';
import { advanceTurn, startTurn } from './turn-state.ts';

const now = new Date(2026, 5, 10, 12).getTime();
const { messages } = createSampleWorld('en', now);

describe('buildRows', () => {
  it('parts the days and gives every row its own key', () => {
    const rows = buildRows(messages, null, now);
    expect(rows.filter((row) => row.type === 'day')).toHaveLength(2);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
    expect(rows.filter((row) => row.type === 'message' && row.isLastReply)).toHaveLength(1);
  });

  it('shows what is being sent, then the reply under the key the stored one will have', () => {
    const sent = startTurn('send', 'own', 'Hello', null, now);
    expect(buildRows(messages, sent, now).slice(-2)).toMatchObject([{ type: 'pending', key: 'own' }, { type: 'reply' }]);
    const writing = advanceTurn(sent, { type: 'text-delta', message_id: 'reply', text: 'Hi' });
    expect(buildRows(messages, writing, now).at(-1)).toMatchObject({ type: 'reply', key: 'reply' });
  });

  it('hides the reply that is written anew', () => {
    const rows = buildRows(messages, startTurn('regenerate', 'own', '', messages.at(-1)?.id ?? null, now), now);
    expect(rows.filter((row) => row.type === 'message')).toHaveLength(messages.length - 1);
  });
});

describe('the list of messages', () => {
  it('drops what followed when a sibling takes the place of a message', () => {
    const [first, , third] = messages;
    const other = { ...third!, id: 'other' };
    expect(placeMessage(messages, other).map(({ id }) => id)).toEqual([first!.id, messages[1]!.id, 'other']);
    expect(placeMessage(messages, { ...third!, content: 'new' })).toHaveLength(messages.length);
  });

  it('does not repeat what two pages share', () => {
    expect(prependPage(messages.slice(3), messages.slice(0, 5))).toEqual(messages);
  });
});
