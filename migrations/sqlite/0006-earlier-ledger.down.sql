UPDATE affinity_events SET asked = 0, points = 0 WHERE level = '';
