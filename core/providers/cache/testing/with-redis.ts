// Declares tests that need a real Redis server; without one they are skipped with the reason, or fail where real parts are required.
import { expect, it } from 'vitest';
import { hasRedis } from './real-redis.ts';

const reason = 'no redis-server on this machine (apt-get install redis-server, or name the program in LUMINORA_REDIS)';

export function withRedis(declare: () => void): void {
  if (hasRedis) declare();
  else if (process.env['LUMINORA_REQUIRE_REAL_PARTS'] === '1') it(`needs a part that is missing: ${reason}`, () => expect.unreachable(reason));
  else it.skip(`skipped: ${reason}`, () => {});
}
