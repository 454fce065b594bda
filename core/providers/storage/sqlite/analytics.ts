// Sums for statistics: grouped by SQLite over the user's indexes, so that only sums leave the database.
import { analyticsSliceMs, type AnalyticsQuery, type AnalyticsReads } from '../storage.ts';
import type { Row, Value } from './table.ts';
import type { SqliteDatabase } from './database.ts';

/** When a time's slice begins, before 1970 as well. */
const slice = (time: string) => `${time} - ((${time} % ${analyticsSliceMs}) + ${analyticsSliceMs}) % ${analyticsSliceMs}`;
const within = (time: string) => `${time} >= @from AND ${time} < @to`;
/** Whatever follows one another of blanks and line ends as one blank: char(1) and char(2) stand where two blanks meet. */
const blanks = "trim(replace(replace(replace(m.content, char(10), ' '), char(13), ' '), char(9), ' '))";
const single = `replace(replace(replace(${blanks}, ' ', char(1) || char(2)), char(2) || char(1), ''), char(1) || char(2), ' ')`;
const wordCount = `CASE WHEN ${blanks} = '' THEN 0 ELSE length(${single}) - length(replace(${single}, ' ', '')) + 1 END`;
const shown = `m.user_id = @user_id AND m.is_active = 1 AND m.status IN ('complete', 'interrupted')`;
const withCompanion = (personality: string) => `(@personality IS NULL OR ${personality} = @personality)`;
/** Messages first, then their sessions by key: the planner would begin with the sessions and sort. */
const messages = 'messages m INDEXED BY messages_by_user CROSS JOIN sessions s ON s.id = m.session_id';

export const analyticsSql = {
  span: `SELECT min(m.created_at) AS first, max(m.created_at) AS last FROM ${messages} WHERE ${shown} AND ${withCompanion('s.personality')}`,
  messages: `SELECT ${slice('m.created_at')} AS slice, s.personality, m.speaker, count(*) AS messages, sum(length(m.content)) AS characters, sum(${wordCount}) AS words, max(length(m.content)) AS longest
    FROM ${messages} WHERE ${shown} AND ${within('m.created_at')} AND ${withCompanion('s.personality')} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  classified: `SELECT ${slice('m.created_at')} AS slice, c.category, c.sentiment, c.emotion, count(*) AS messages, sum(c.sentiment_score) AS sentiment_sum
    FROM ${messages} CROSS JOIN memory_classifications c ON c.id = m.id
    WHERE ${shown} AND m.speaker = 'user' AND ${within('m.created_at')} AND ${withCompanion('s.personality')} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  moods: `SELECT ${slice('d.created_at')} AS slice, d.mood, count(*) AS times, sum(d.intensity) AS intensity_sum FROM session_moods d
    WHERE d.user_id = @user_id AND ${within('d.created_at')} AND ${withCompanion('d.personality')}
    AND (d.message_id IS NULL OR EXISTS (SELECT 1 FROM messages m WHERE m.id = d.message_id AND m.is_active = 1)) GROUP BY 1, 2 ORDER BY 1, 2`,
  // SQLite answers the other columns from the row that has the greatest id.
  affinity: `SELECT ${slice('a.created_at')} AS slice, a.personality, max(a.id), a.points, a.level, sum(max(a.delta, 0)) AS gained, sum(max(-a.delta, 0)) AS lost FROM affinity_events a
    WHERE a.user_id = @user_id AND ${within('a.created_at')} AND ${withCompanion('a.personality')} GROUP BY 1, 2 ORDER BY 1, 2`,
  // The facts of one companion are those that record.fact answers.
  facts: `SELECT f.created_at AS learnt_at, f.valid_to AS ended_at FROM user_facts f WHERE f.user_id = @user_id AND f.created_at < @to AND @from IS NOT NULL
    AND (@personality IS NULL OR f.scope = @personality OR (f.scope = '' AND EXISTS (
      SELECT 1 FROM fact_sources x JOIN messages m ON m.id = x.message_id JOIN sessions s ON s.id = m.session_id WHERE x.fact_id = f.id AND s.user_id = @user_id AND s.personality = @personality)))`,
  episodes: `SELECT ${slice('e.created_at')} AS slice, count(*) AS episodes FROM episodes e
    WHERE e.user_id = @user_id AND e.created_at < @to AND @from IS NOT NULL AND ${withCompanion('e.personality')} GROUP BY 1 ORDER BY 1`,
  usage: `SELECT ${slice('u.created_at')} AS slice, u.provider, u.model, json_extract(t.provider, '$.is_local') AS is_local, count(*) AS replies, sum(u.prompt_tokens) AS prompt_tokens, sum(u.completion_tokens) AS completion_tokens
    FROM ${messages} CROSS JOIN usage u ON u.message_id = m.id LEFT JOIN turn_traces t ON t.message_id = m.id
    WHERE m.user_id = @user_id AND ${within('u.created_at')} AND ${withCompanion('s.personality')} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  texts: `SELECT m.created_at, substr(m.content, 1, 2000) AS content FROM ${messages}
    WHERE ${shown} AND m.speaker = 'user' AND ${within('m.created_at')} AND ${withCompanion('s.personality')}
    AND NOT EXISTS (SELECT 1 FROM memory_classifications c WHERE c.id = m.id AND c.privacy = 'secret') ORDER BY m.created_at DESC, m.id DESC LIMIT @limit`,
};

/** The reads of `StorageProvider.analytics`. */
export function analyticsReads(db: SqliteDatabase): AnalyticsReads {
  const rows = <T>(sql: string, { user_id, personality, from, to }: AnalyticsQuery, more: Row = {}) => db.all(sql, { user_id, personality: personality ?? null, from, to, ...more }) as T[];
  return {
    async span({ user_id, personality }) {
      const row = db.get(analyticsSql.span, { user_id, personality: personality ?? null });
      return typeof row?.['first'] === 'number' && typeof row['last'] === 'number' ? { first: row['first'], last: row['last'] } : null;
    },
    messages: async (query) => rows(analyticsSql.messages, query),
    classified: async (query) => rows(analyticsSql.classified, query),
    moods: async (query) => rows(analyticsSql.moods, query),
    affinity: async (query) => rows<Row>(analyticsSql.affinity, query).map(({ 'max(a.id)': _, ...row }) => row) as Awaited<ReturnType<AnalyticsReads['affinity']>>,
    memory: async (query) => memoryBySlice(rows(analyticsSql.facts, query), rows(analyticsSql.episodes, query), query.to),
    usage: async (query) => rows<Row & { is_local: Value }>(analyticsSql.usage, query).map((row) => ({ ...row, is_local: row.is_local === null ? null : row.is_local === 1 })) as Awaited<ReturnType<AnalyticsReads['usage']>>,
    texts: async ({ limit, ...query }) => rows(analyticsSql.texts, query, { limit }),
  };
}

/** One list of what was learnt, ended and remembered: a fact begins in one slice and ends in another. */
function memoryBySlice(facts: readonly { learnt_at: number; ended_at: number | null }[], episodes: readonly { slice: number; episodes: number }[], to: number) {
  const slices = new Map<number, { slice: number; facts_learnt: number; facts_ended: number; episodes: number }>();
  const at = (time: number) => {
    const start = Math.floor(time / analyticsSliceMs) * analyticsSliceMs;
    const known = slices.get(start) ?? { slice: start, facts_learnt: 0, facts_ended: 0, episodes: 0 };
    slices.set(start, known);
    return known;
  };
  for (const { learnt_at, ended_at } of facts) {
    at(learnt_at).facts_learnt += 1;
    // A fact may have ended before it was told ("I used to live in Oslo"): it counts from when it is known.
    if (ended_at !== null && ended_at < to) at(Math.max(learnt_at, ended_at)).facts_ended += 1;
  }
  for (const row of episodes) at(row.slice).episodes += row.episodes;
  return [...slices.values()].sort((a, b) => a.slice - b.slice);
}
