// Backups, snapshots and imports to look at.
import type { Backup, Import, Snapshot } from '../../core/contract/index.ts';
import type { Language } from '../i18n/translate.ts';

export type SampleChange = { entity: string; added: number; same: number; different: number; only_here: number };
export type DataWorld = {
  /** Newest first, all three. */
  backups: Backup[]; snapshots: Snapshot[]; imports: Import[];
  /** What taking any snapshot in would do. */
  changes?: SampleChange[];
};

const hour = 3_600_000;

export function sampleData(now: number): DataWorld {
  const backup = (kind: Backup['kind'], hoursAgo: number, bytes: number): Backup => ({ id: `sample-${kind}-${hoursAgo}.db`, kind, created_at: now - hoursAgo * hour, bytes, schema: 7 });
  const snapshot = (number: number, kind: Snapshot['kind'], hoursAgo: number, bytes: number, about: Partial<Snapshot['manifest']>): Snapshot => ({
    id: String(number).padStart(26, '0'), kind, file_name: `luminora-default-${number}.zip`, bytes, pieces: Math.ceil(bytes / 4_194_304), created_at: now - hoursAgo * hour,
    manifest: { format: 'luminora-snapshot', version: 1, product_version: '2.0.0', made_at: now - hoursAgo * hour, user_id: 'default', personality: null, includes: ['conversations', 'facts', 'episodes', 'vectors', 'traces'], is_anonymised: false, notes: [], parts: [], ...about },
  });
  return {
    backups: [backup('restore', 2, 48_700_000), backup('manual', 3, 48_600_000), backup('automatic', 19, 48_200_000), backup('automatic', 43, 47_100_000), backup('automatic', 67, 45_900_000), backup('migration', 400, 31_000_000)],
    snapshots: [
      snapshot(3, 'made', 1, 18_400_000, { personality: 'luna' }),
      snapshot(2, 'made', 30, 9_100_000, { is_anonymised: true, user_id: 'anonymous', includes: ['conversations', 'facts', 'episodes'] }),
      snapshot(1, 'backup', 52, 22_700_000, {}),
    ],
    imports: [], changes: sampleChanges,
  };
}

const sampleChanges: SampleChange[] = [
  { entity: 'personality', added: 1, same: 2, different: 0, only_here: 0 }, { entity: 'session', added: 12, same: 7, different: 1, only_here: 3 }, { entity: 'message', added: 418, same: 1204, different: 3, only_here: 61 },
  { entity: 'fact', added: 23, same: 41, different: 4, only_here: 2 }, { entity: 'episode', added: 6, same: 9, different: 0, only_here: 1 }, { entity: 'message_embedding', added: 418, same: 1204, different: 0, only_here: 61 },
  { entity: 'mood', added: 0, same: 88, different: 0, only_here: 12 }, { entity: 'setting', added: 0, same: 2, different: 0, only_here: 0 },
];

/** An import of each state. */
export function sampleImports(language: Language, now: number, sessionIds: string[]): Import[] {
  const reasons = language === 'es' ? ['No tiene ningún mensaje.', 'Falta el texto de un mensaje: se dejó fuera.'] : ['It has no messages.', 'A message has no text: left out.'];
  const base = { user_id: 'default', pieces: 46, received: 46, error: null, created_at: now };
  return [
    { ...base, id: '00000000000000000000000003', file_name: 'chatgpt-export-2026-11.zip', state: 'running', bytes: 191_400_000, done_bytes: 82_900_000, conversations: 631, messages: 12_408, already_there: 18, left_out: 7, findings: [{ place: 'conversations[212]', message: reasons[0]! }, { place: 'conversations[388].mapping.9c1f', message: reasons[1]! }], sources: { chatgpt: 631 }, first_sessions: [], proposals: 0 },
    { ...base, id: '00000000000000000000000002', file_name: 'Luna - 2025-11-02.jsonl', state: 'done', bytes: 812_000, done_bytes: 812_000, conversations: 3, messages: 246, already_there: 1, left_out: 2, findings: [{ place: 'line 14', message: reasons[0]! }, { place: 'line 90', message: reasons[1]! }], sources: { sillytavern: 3 }, first_sessions: sessionIds, proposals: 9 },
    { ...base, id: '00000000000000000000000001', file_name: 'notes.json', state: 'failed', bytes: 41_000, done_bytes: 41_000, conversations: 0, messages: 0, already_there: 0, left_out: 0, findings: [], sources: {}, first_sessions: [], proposals: 0, error: { code: 'invalid_input', message: 'It is of no known kind. It should be conversations.json of ChatGPT or Claude (or the ZIP it came in), or a chat of SillyTavern, CAI Tools, text-generation-webui or Agnai.', retryable: false } },
  ];
}
