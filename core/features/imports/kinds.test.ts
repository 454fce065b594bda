// Each kind of file, in its maker's own shape.
import { describe, expect, it } from 'vitest';
import { chatgptConversation, chatgptNode, chatgptTalk, claudeConversation, claudeMessage, lines, now, readAll, zipOf } from './testing/files.ts';

const text = (words: string) => ({ content_type: 'text', parts: [words] });
const told = (conversation: { messages: { source_id: string; parent_source_id: string | null; content: string; is_active: boolean }[] }) => conversation.messages.map(({ source_id, parent_source_id, content, is_active }) => [source_id, parent_source_id, content, is_active]);

describe('ChatGPT', () => {
  it('keeps every branch, and shows the one that was on screen', async () => {
    const { conversations, findings } = await readAll(JSON.stringify([chatgptConversation('c', [
      chatgptNode('root', null, null, ['q']), chatgptNode('q', 'root', { role: 'user', content: text('Where to go?'), at: 1_700_000_001 }, ['a', 'b']),
      chatgptNode('a', 'q', { content: text('To the sea.'), metadata: { model_slug: 'gpt-4o' }, at: 1_700_000_002 }, ['x']), chatgptNode('b', 'q', { content: text('To the hills.'), at: 1_700_000_003.5 }),
      chatgptNode('x', 'a', { role: 'user', content: text('Which sea?'), at: 1_700_000_004 }),
    ], { current_node: 'b' })]));
    expect(findings).toEqual([]);
    expect(conversations).toHaveLength(1);
    expect(conversations[0]).toMatchObject({ source: 'chatgpt', source_id: 'c', title: 'Talk c', created_at: 1_700_000_000_000, updated_at: 1_700_000_900_500 });
    expect(told(conversations[0]!)).toEqual([['q', null, 'Where to go?', true], ['a', 'q', 'To the sea.', false], ['x', 'a', 'Which sea?', false], ['b', 'q', 'To the hills.', true]]);
    expect(conversations[0]!.messages.map(({ model, created_at }) => [model, created_at])).toEqual([[null, 1_700_000_001_000], ['gpt-4o', 1_700_000_002_000], [null, 1_700_000_004_000], [null, 1_700_000_003_500]]);
  });

  it('leaves out what nobody said, and what hung on it stays', async () => {
    const { conversations } = await readAll(JSON.stringify([chatgptConversation('c', [
      chatgptNode('root', null, null), chatgptNode('system', 'root', { role: 'system', content: text('You are') }), chatgptNode('about', 'system', { role: 'user', content: { content_type: 'user_editable_context', user_profile: 'secret' }, metadata: { is_visually_hidden_from_conversation: true } }),
      chatgptNode('q', 'about', { role: 'user', content: text('Count them') }), chatgptNode('thinks', 'q', { content: { content_type: 'thoughts', thoughts: [{ content: 'hm' }] } }),
      chatgptNode('call', 'thinks', { content: { content_type: 'code', language: 'python', text: 'len(x)' }, recipient: 'python' }), chatgptNode('tool', 'call', { role: 'tool', content: { content_type: 'execution_output', text: '3' } }),
      chatgptNode('empty', 'tool', { content: text('  \n ') }), chatgptNode('a', 'empty', { content: text('Three.') }),
    ])]));
    expect(told(conversations[0]!)).toEqual([['q', null, 'Count them', true], ['a', 'q', 'Three.', true]]);
  });

  it('names pictures, sound and files in words, and takes citation marks out', async () => {
    const { conversations } = await readAll(JSON.stringify([chatgptConversation('c', [
      chatgptNode('q', null, { role: 'user', content: { content_type: 'multimodal_text', parts: [{ content_type: 'image_asset_pointer', asset_pointer: 'file-service://x', width: 1 }, 'What is this?', { content_type: 'audio_transcription', text: 'said aloud' }, { content_type: 'real_time_user_audio_video_asset_pointer' }, { content_type: 'hologram' }, 7] }, metadata: { attachments: [{ name: 'tax [2024].pdf' }] } }),
      chatgptNode('a', 'q', { content: text('A cat\ue200cite\ue202turn0search1\ue201, asleep.') }), chatgptNode('b', 'a', { content: { content_type: 'code', text: 'x = 1' } }),
    ])]));
    expect(conversations[0]!.messages.map(({ content }) => content)).toEqual(['[image]\nWhat is this?\nsaid aloud\n[audio]\n[hologram]\n[file: tax  2024 .pdf]', 'A cat, asleep.', '```\nx = 1\n```']);
  });

  it('is read from the ZIP it comes in, in parts or whole', async () => {
    const { conversations } = await readAll(zipOf({ 'chat.html': '<html>', 'user.json': '{}', 'conversations-000.json': JSON.stringify([chatgptTalk('one', ['Hello', 'Hi'])]), 'folder/conversations-001.json': JSON.stringify([chatgptTalk('two', ['Hola'])]) }), 50);
    expect(conversations.map(({ source_id, messages }) => [source_id, messages.length])).toEqual([['one', 2], ['two', 1]]);
  });
});

describe('Claude', () => {
  it('is a list, told by its parts', async () => {
    const { conversations, findings } = await readAll(JSON.stringify([claudeConversation('k', [
      claudeMessage('1', 'human', 'Read this', { attachments: [{ file_name: 'notes.txt', file_size: 3, extracted_content: 'abc' }], files: [{ file_name: 'cat.png' }] }),
      claudeMessage('2', 'assistant', 'This block is not supported', { content: [{ type: 'thinking', thinking: 'hm' }, { type: 'text', text: 'First.' }, { type: 'tool_use', name: 'x' }, { type: 'tool_result', content: [] }, { type: 'text', text: 'Second.' }] }),
      claudeMessage('3', 'human', 'Only text', { content: undefined }),
    ]), claudeConversation('none', [])]));
    expect(told(conversations[0]!)).toEqual([['1', null, 'Read this\n[file: notes.txt]\n[file: cat.png]', true], ['2', '1', 'First.\n\nSecond.', true], ['3', '2', 'Only text', true]]);
    expect(conversations[0]).toMatchObject({ source: 'claude', source_id: 'k', created_at: Date.UTC(2024, 4, 1, 10, 0, 0, 123), updated_at: Date.UTC(2024, 4, 1, 11) });
    expect(conversations).toHaveLength(1);
    expect(findings).toEqual([{ place: 'file conversation 2', message: expect.stringContaining('no words') }]);
  });

  it('keeps branches where parents are named', async () => {
    const root = '00000000-0000-4000-8000-000000000000';
    const { conversations } = await readAll(JSON.stringify([claudeConversation('k', [
      claudeMessage('1', 'human', 'Hi', { parent_message_uuid: root }), claudeMessage('2', 'assistant', 'Hello', { parent_message_uuid: '1' }), claudeMessage('3', 'assistant', 'Good day', { parent_message_uuid: '1' }),
    ])]));
    expect(told(conversations[0]!)).toEqual([['1', null, 'Hi', true], ['2', '1', 'Hello', false], ['3', '1', 'Good day', true]]);
  });
});

describe('SillyTavern', () => {
  const header = { user_name: 'Ana', character_name: 'Nur', create_date: '2024-6-14 @15h 05m 03s 123ms', chat_metadata: { integrity: 'x' } };
  it('has swipes as siblings, the chosen one on the branch, hidden lines left out', async () => {
    const { conversations, findings } = await readAll(lines(
      header, { name: 'Nur', is_user: false, is_system: false, send_date: 'June 14, 2024 3:05pm', mes: 'Welcome', extra: {}, swipes: ['Hey you', 'Welcome', 'Oh'], swipe_id: 1, swipe_info: [] },
      { name: 'System', is_user: false, is_system: true, send_date: 'June 14, 2024 3:06pm', mes: 'note' }, { name: 'Ana', is_user: true, send_date: '2024-06-14T13:07:00.000Z', mes: 'Hi', extra: { image: 'x.png' } },
      { name: 'Nur', is_user: false, send_date: 1_718_370_500_000, mes: 'Nice', extra: { api: 'openai', model: 'gpt-4o' } },
    ));
    expect(findings).toEqual([]);
    expect(conversations[0]).toMatchObject({ source: 'sillytavern', title: 'Nur', user_name: 'Ana', character_name: 'Nur', created_at: new Date(2024, 5, 14, 15, 5, 3, 123).getTime() });
    expect(told(conversations[0]!)).toEqual([['0.0', null, 'Hey you', false], ['0', null, 'Welcome', true], ['2', '0', 'Hi\n[image]', true], ['3', '2', 'Nice', true], ['0.2', null, 'Oh', false]]);
    expect(conversations[0]!.messages.map(({ speaker, model }) => [speaker, model])).toEqual([['assistant', null], ['assistant', null], ['user', null], ['assistant', 'gpt-4o'], ['assistant', null]]);
    expect(conversations[0]!.messages[1]!.created_at).toBe(new Date(2024, 5, 14, 15, 5).getTime());
  });

  it('says who spoke in a group, reads wrapped words, survives a damaged line, and has no messages of its own in an empty chat', async () => {
    const { conversations, findings } = await readAll(`${lines(header, { name: 'Nur', is_user: false, mes: { message: 'One' } })}{"name": "Nur", "mes"\n${lines({ name: 'Leo', is_user: false, mes: 'Two', swipe_id: 'x', swipes: [{ message: 'Two' }, 5] })}`);
    expect(conversations[0]!.messages.map(({ content }) => content)).toEqual(['Nur: One', 'Leo: Two']);
    expect(findings).toEqual([{ place: 'file line 3', message: expect.stringContaining('damaged') }]);
    expect(await readAll(lines(header))).toMatchObject({ conversations: [], findings: [{ message: expect.stringContaining('no words') }] });
  });

  it('two files that differ are two chats; the same is the same', async () => {
    const file = (words: string) => lines(header, { name: 'Nur', is_user: false, mes: words });
    const ids = await Promise.all(['a', 'a', 'b'].map(async (words) => (await readAll(file(words))).conversations[0]!.source_id));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });
});

describe('small kinds', () => {
  it('CAI Tools: several histories', async () => {
    const { conversations } = await readAll(JSON.stringify({ info: {}, histories: { histories: [{ external_id: 'h1', created: '2023-03-01T00:00:00Z', msgs: [{ text: 'Hi', src: { is_human: false, name: 'Nur' } }, { text: 'Hello', src: { is_human: true, name: 'Ana' } }] }, { msgs: [{ text: 'Again', src: { is_human: true } }] }] } }));
    expect(conversations.map(({ source, title, user_name, messages }) => [source, title, user_name, messages.map(({ speaker, content }) => `${speaker}: ${content}`)]))
      .toEqual([['cai_tools', 'Nur', 'Ana', ['assistant: Hi', 'user: Hello']], ['cai_tools', '', null, ['user: Again']]]);
    expect(conversations[0]!.messages[0]!.created_at).toBe(Date.UTC(2023, 2, 1));
  });

  it('ooba: pairs, as shown', async () => {
    for (const field of ['data_visible', 'visible']) {
      const { conversations } = await readAll(JSON.stringify({ [field]: [['<|BEGIN-VISIBLE-CHAT|>', 'Welcome'], ['2 &lt; 3 &amp;amp; so?', 'I&#x27;d say so']] }));
      expect(conversations[0]).toMatchObject({ source: 'ooba', created_at: now });
      expect(conversations[0]!.messages.map(({ speaker, content }) => `${speaker}: ${content}`)).toEqual(['assistant: Welcome', 'user: 2 < 3 &amp; so?', "assistant: I'd say so"]);
    }
  });

  it('Agnai: who has a user id is the person', async () => {
    const { conversations } = await readAll(JSON.stringify({ name: 'Walk', messages: [{ _id: '1', characterId: 'c', msg: 'Hi', createdAt: '2024-01-02T00:00:00.000Z' }, { _id: '2', userId: 'u', msg: 'Hey' }] }));
    expect(conversations[0]).toMatchObject({ source: 'agnai', title: 'Walk', messages: [{ speaker: 'assistant', created_at: Date.UTC(2024, 0, 2) }, { speaker: 'user', parent_source_id: '0' }] });
  });
});
