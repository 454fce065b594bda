// With no network but loopback, a whole conversation through the embedded model works, also after a restart.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const productFolder = join(import.meta.dirname, '..', '..');
const modelsFolder = process.env['LUMINORA_TEST_MODELS'] ?? join(productFolder, '.cache', 'models');

/** Why this cannot run here; null when it can. */
function obstacle(): string | null {
  if (!existsSync(join(modelsFolder, 'gemma-3-270m-q4_k_m.gguf'))) return `no model file in ${modelsFolder}`;
  try {
    execFileSync('unshare', ['-n', 'true'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'unshare -n is not permitted or not there';
  }
}

const reason = obstacle();
if (reason !== null) process.stderr.write(`skipped: chat without a network (${reason})\n`);

describe('without a network', () => {
  it.skipIf(reason !== null && process.env['LUMINORA_REQUIRE_REAL_PARTS'] !== '1')('a conversation with the embedded model works and is remembered after a restart', async () => {
    expect(reason, 'this part is required here').toBeNull();
    const dataFolder = await mkdtemp(join(tmpdir(), 'luminora-offline-'));
    try {
      const inside = `ip link set lo up && exec "${process.execPath}" "${join(import.meta.dirname, 'offline-chat.ts')}" "${dataFolder}" "${modelsFolder}"`;
      const { stdout } = await promisify(execFile)('unshare', ['-n', 'bash', '-c', inside], { timeout: 240_000 });
      const result = JSON.parse(stdout.trim().split('\n').at(-1)!) as { interfaces: string[]; outside: string; replies: { text: string; status: string; model: string | null; error: string | null }[]; recalled: string[] };
      expect(result.outside).toBe('unreachable');
      expect(result.interfaces).toEqual(['lo']);
      expect(result.replies).toHaveLength(3);
      for (const reply of result.replies) {
        expect(reply).toMatchObject({ status: 'complete', error: null });
        expect(reply.model).toMatch(/^embedded\//);
        expect(reply.text.trim()).not.toBe('');
      }
      expect(result.recalled.some((text) => text.includes('Max'))).toBe(true);
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  }, 300_000);
});
