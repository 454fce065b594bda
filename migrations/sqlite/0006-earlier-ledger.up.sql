-- Entries of before the ledger kept where each one led: counted back from where the relationship stands.

UPDATE affinity_events SET asked = delta, points = counted.points FROM (
  SELECT entries.id, min(100, max(0, round(coalesce(user_affinity.points, 0) - coalesce(sum(entries.delta) OVER (
    PARTITION BY entries.user_id, entries.personality ORDER BY entries.id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
  ), 0), 6))) AS points
  FROM affinity_events AS entries LEFT JOIN user_affinity ON user_affinity.user_id = entries.user_id AND user_affinity.personality = entries.personality
) AS counted WHERE counted.id = affinity_events.id AND affinity_events.level = '';
