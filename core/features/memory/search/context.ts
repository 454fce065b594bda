// What was said nearby: a good hit speaks for the turns around it, the less the further away they are.

/** Turns after which a neighbour's word counts e times less. */
const decay = 10;
/** Turns beyond which nobody is asked. */
const farthest = 30;

/** By id: the greatest score of any turn of the same session, its own among them, faded by the distance. */
export function contextScores(places: readonly { id: string; session_id: string; depth: number; score: number }[]): Map<string, number> {
  const sessions = new Map<string, (typeof places)[number][]>();
  for (const place of places) {
    const session = sessions.get(place.session_id);
    if (session) session.push(place);
    else sessions.set(place.session_id, [place]);
  }
  const contexts = new Map<string, number>();
  for (const session of sessions.values()) {
    session.sort((one, other) => one.depth - other.depth);
    for (const [index, place] of session.entries()) {
      let best = place.score;
      for (const step of [-1, 1]) {
        for (let other = index + step; other >= 0 && other < session.length; other += step) {
          const distance = Math.abs(session[other]!.depth - place.depth);
          if (distance > farthest) break;
          best = Math.max(best, session[other]!.score * Math.exp(-distance / decay));
        }
      }
      contexts.set(place.id, best);
    }
  }
  return contexts;
}
