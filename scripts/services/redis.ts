// A Redis server on loopback that keeps nothing on disk, until Ctrl+C: node scripts/services/redis.ts [--port 6379]. It prints the address: export REDIS_URL=...
// Needs the program redis-server (apt-get install redis-server, brew install redis), or its path in LUMINORA_REDIS.
import { parseArgs } from 'node:util';
import { hasRedis, startRedis } from '../../core/providers/cache/testing/real-redis.ts';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
if (!hasRedis) {
  process.stderr.write('There is no redis-server on this machine. Install it (apt-get install redis-server, brew install redis), or name the program in LUMINORA_REDIS.\n');
  process.exit(1);
}
const server = await startRedis(values.port === undefined ? undefined : Number(values.port));
process.stdout.write(`${server.url}\n`);
const awake = setInterval(() => undefined, 60_000);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.kill().finally(() => clearInterval(awake)));
