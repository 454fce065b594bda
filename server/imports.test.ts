// Imports and the inbox by REST: a file in pieces, sessions, proposals, an approval and its undoing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Fact, Import, MessageView, Proposal, Session } from '../core/contract/index.ts';
import { createTestEngine, type TestEngine } from '../core/testing/test-engine.ts';
import { startServer, type RunningServer } from './index.ts';

let folder: string;
let test: TestEngine;
let server: RunningServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-screens-'));
  test = await createTestEngine();
  server = await startServer({ engine: test.engine, port: 0, rendererFolder: folder });
});
afterEach(async () => {
  await server.close();
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<Answer>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method, headers: { authorization: `Bearer ${server.token()}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

/** A node of a ChatGPT export. */
const node = (id: string, parent: string | null, role: 'user' | 'assistant', parts: unknown[], more: Record<string, unknown> = {}) => ({
  id, parent, children: [], message: { id, author: { role, name: null, metadata: {} }, create_time: 1_700_000_000, content: { content_type: 'text', parts }, status: 'finished_successfully', recipient: 'all', metadata: {}, ...more },
});

it('brings a file in pieces, with its branches, and lets what it tells be approved', async () => {
  const nodes = [
    node('question', null, 'user', ['I live in Teruel. ', { content_type: 'image_asset_pointer' }]), node('first', 'question', 'assistant', ['My name is Botsy.']), node('second', 'question', 'assistant', ['I live in Mordor.']),
    // Larger than one piece.
    node('long', 'second', 'user', ['x'.repeat(5_000_000)]),
  ];
  const file = Buffer.from(JSON.stringify([{ title: 'A talk', create_time: 1_700_000_000, update_time: 1_700_000_100, mapping: Object.fromEntries(nodes.map((one) => [one.id, one])), current_node: 'long', conversation_id: 'talk' }]));
  const begun = await ask<Import & { piece_bytes: number }>('POST', '/imports', { file_name: 'conversations.json', bytes: file.length });
  expect([begun.status, begun.body.state, begun.body.pieces]).toEqual([201, 'uploading', 2]);
  const { id, piece_bytes: size } = begun.body;
  expect((await ask('POST', `/imports/${id}/start`, {})).status).toBe(400);
  for (const index of [1, 0]) expect((await ask('PUT', `/imports/${id}/pieces/${index}`, { data: file.subarray(index * size, (index + 1) * size).toString('base64') })).status).toBe(200);
  expect((await ask<Import>('POST', `/imports/${id}/start`, {})).body.state).toMatch(/waiting|running/);
  let view = (await ask<Import>('GET', `/imports/${id}`)).body;
  while (view.state === 'waiting' || view.state === 'running' || (view.to_read ?? 0) > 0) view = (await ask<Import>('GET', `/imports/${id}`)).body;
  expect(view).toMatchObject({ state: 'done', conversations: 1, messages: 4, proposals: 1, sources: { chatgpt: 1 } });

  const { sessions } = (await ask<{ sessions: Session[] }>('GET', '/sessions')).body;
  expect(sessions.map(({ id: one, title }) => [one, title])).toEqual([[view.first_sessions[0], 'A talk']]);
  const { messages } = (await ask<{ messages: MessageView[] }>('GET', `/sessions/${sessions[0]!.id}/messages`)).body;
  expect(messages.map(({ content }) => content.slice(0, 30))).toEqual(['I live in Teruel.\n[image]', 'I live in Mordor.', 'x'.repeat(30)].map((text, index) => (index === 0 ? expect.stringMatching(/^I live in Teruel\.\s+\[image\]$/) : text)));
  expect(messages[1]!.sibling_ids).toHaveLength(2);

  const { proposals, pending } = (await ask<{ proposals: Proposal[]; pending: number }>('GET', '/inbox')).body;
  expect([pending, proposals.map(({ fact }) => fact.value)]).toEqual([1, ['Teruel']]);
  const approved = (await ask<{ facts: Fact[]; undo: Proposal[] }>('POST', '/inbox/approve', { ids: [proposals[0]!.id] })).body;
  expect((await ask<{ facts: Fact[] }>('GET', '/facts')).body.facts).toEqual(approved.facts);
  expect((await ask('POST', '/inbox/restore', { proposals: approved.undo, fact_ids: approved.facts.map((fact) => fact.id) })).body).toEqual({ restored: 1 });
  expect((await ask<{ undo: Proposal[] }>('POST', '/inbox/reject', { ids: [proposals[0]!.id] })).body.undo).toHaveLength(1);
  expect((await ask<{ facts: Fact[] }>('GET', '/facts')).body.facts).toEqual([]);
  expect((await ask('POST', `/imports/${id}/undo`)).body).toEqual({ deleted: 1 });
  expect((await ask<{ sessions: Session[] }>('GET', '/sessions')).body.sessions).toEqual([]);
}, 60_000);
