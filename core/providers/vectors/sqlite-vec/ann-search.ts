// Answers a query from the graph: more candidates than asked for, then the exact similarity of each.
import type { VectorQuery } from '../vectors.ts';
import type { AnnGraph } from './ann-library.ts';
import type { Space } from './spaces.ts';

/** A candidate costs a read of its row; from here on the exact scan is no slower. */
const MOST_CANDIDATES = 2000;

/** A hit with its cosine distance, as the exact search gives it. */
export type NearRow = { owner_id: string; distance: number };

/** Candidates for the nearest, in no order, more than asked for; null when the graph cannot tell (too many asked for, too few of the session met, a part of it not reached). */
export function searchGraph(graph: AnnGraph, space: Space, unit: Float32Array, query: VectorQuery): NearRow[] | null {
  const { limit, user_id } = query;
  const session = query.session_id ?? null;
  const enough = Math.ceil(limit * 1.5) + 20;
  const wanted = Math.min(graph.size(), session === null ? enough : limit * 8 + 100);
  if (wanted > MOST_CANDIDATES || wanted === 0) return null;
  const contents = graph.search(unit, wanted);
  if (contents.length < wanted) return null;
  const rows = space.ownersNear(contents, unit, { userId: user_id, sessionId: session, perContent: limit, limit: enough + limit });
  return rows.length < limit && session !== null && wanted < graph.size() ? null : rows;
}
