// Imports of the in-memory client: every file holds two conversations, and one entry that is left out.
import { implement } from '@orpc/server';
import { contract, snapshotPieceBytes, type EngineEvent, type Import } from '../../core/contract/index.ts';
import { engineError, type MemoryWorld } from './memory-client.ts';

type Tools = { now: () => number; failIfTold: (name: string) => void; find: <Item extends { id: string }>(items: Item[], id: string) => Item; emit: (event: EngineEvent) => void };

export function createImportRoutes(world: MemoryWorld, { now, failIfTold, find, emit }: Tools) {
  const os = implement(contract).imports;
  const imports = (world.data ??= { backups: [], snapshots: [], imports: [] }).imports;
  let begun = imports.length;
  const change = (one: Import, part: Partial<Import>): Import => {
    Object.assign(one, part);
    emit({ type: 'import-progress', import: structuredClone(one) });
    return structuredClone(one);
  };
  const drop = (one: Import): void => { imports.splice(imports.indexOf(one), 1); };
  const dropSessions = (one: Import): number => {
    const gone = new Set(one.first_sessions);
    world.sessions = world.sessions.filter(({ id }) => !gone.has(id));
    for (const id of gone) emit({ type: 'session-deleted', session_id: id });
    return gone.size;
  };
  return {
    imports: {
      list: os.list.handler(() => { failIfTold('imports'); return { imports: structuredClone(imports) }; }),
      get: os.get.handler(({ input }) => structuredClone(find(imports, input.id))),
      begin: os.begin.handler(({ input }) => {
        failIfTold('import.begin');
        const one: Import = {
          id: String(++begun).padStart(26, '0'), user_id: input.user_id, file_name: input.file_name, state: 'uploading', bytes: input.bytes, done_bytes: 0, pieces: Math.ceil(input.bytes / snapshotPieceBytes), received: 0, conversations: 0, messages: 0,
          already_there: 0, left_out: 0, findings: [], sources: {}, first_sessions: [], proposals: 0, error: null, created_at: now(),
        };
        imports.unshift(one);
        return { ...one, piece_bytes: snapshotPieceBytes };
      }),
      putPiece: os.putPiece.handler(({ input }) => {
        failIfTold('import.piece');
        const one = find(imports, input.id);
        one.received = input.index + 1;
        return { received: one.received, pieces: one.pieces };
      }),
      start: os.start.handler(({ input }) => {
        const one = find(imports, input.id);
        if (one.state !== 'uploading') throw engineError('conflict', 'This import cannot be started.');
        const waiting = change(one, { state: 'waiting' });
        change(one, { state: 'running' });
        if (/broken/.test(one.file_name)) change(one, { state: 'failed', error: { code: 'invalid_input', message: 'It is of no known kind. It should be conversations.json of ChatGPT or Claude (or the ZIP it came in), or a chat of SillyTavern, CAI Tools, text-generation-webui or Agnai.', retryable: false } });
        if (!/broken|slow/.test(one.file_name)) finish(one, input.personality ?? 'luna', input.propose);
        return waiting;
      }),
      cancel: os.cancel.handler(({ input }) => {
        const one = find(imports, input.id);
        if (one.state === 'uploading') drop(one);
        if (input.undo) dropSessions(one);
        return change(one, { state: 'cancelled', ...(input.undo ? { conversations: 0, messages: 0, first_sessions: [], proposals: 0 } : {}) });
      }),
      undo: os.undo.handler(({ input }) => { const one = find(imports, input.id); const deleted = dropSessions(one); drop(one); return { deleted }; }),
    },
  };

  function finish(one: Import, personality: string, propose: boolean): void {
    const made = [1, 2].map((number) => ({ id: `imported-${one.id}-${number}`, user_id: one.user_id, personality, title: `${one.file_name} ${number}`, created_at: now(), last_activity_at: now(), active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' }));
    world.sessions = [...made, ...world.sessions];
    change(one, { state: 'done', done_bytes: one.bytes, conversations: 2, messages: 8, left_out: 1, findings: [{ place: 'conversations[2]', message: 'It has no messages.' }], sources: { chatgpt: 2 }, first_sessions: made.map(({ id }) => id), proposals: propose ? 3 : 0 });
  }
}
