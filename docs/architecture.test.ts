// Every path written in ARCHITECTURE.md and CONTRIBUTING.md (and in the other pages) must exist, and every link between pages must lead somewhere.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = 'core|server|cli|electron|renderer|scripts|bench|e2e|docs|examples|migrations|models|personalities|bin|evals|\\.github';

/** Paths between backticks that begin in one of our folders, without those that hold a placeholder (<kind>) that stands for many. */
function pathsIn(text: string): string[] {
  const quoted = text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(new RegExp(`\`((?:${folders})/[^\`\\s]*)\``, 'g'));
  return [...new Set([...quoted].map((match) => match[1] ?? ''))].filter((path) => !/[<>{}]|NNNN/.test(path));
}

function missingPaths(text: string): string[] {
  return pathsIn(text).filter((path) => (path.includes('*') ? globSync(path, { cwd: root }).length === 0 : !existsSync(join(root, path))));
}

/** Targets of Markdown links and images that are files of ours and are not there. */
function brokenLinks(page: string, text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '').filter((target) => !/^(?:[a-z]+:|#)/i.test(target));
  return targets.filter((target) => !existsSync(join(root, dirname(page), target.replace(/#.*/, ''))));
}

const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync(['docs/**/*.md', 'examples/**/*.md', 'core/**/README.md', '{server,cli,electron,renderer,bench,e2e}/README.md'], { cwd: root })];

describe('documentation', () => {
  it.each(pages)('%s names only files that exist', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    expect(missingPaths(text)).toEqual([]);
    expect(brokenLinks(page, text)).toEqual([]);
  });

  it('ARCHITECTURE.md follows a message through all eleven steps', () => {
    const named = pathsIn(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
    expect(named.length).toBeGreaterThan(40);
    const steps = globSync('core/features/chat/turn/step-*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts')).map((path) => path.replaceAll('\\', '/'));
    expect(steps).toHaveLength(11);
    expect(steps.filter((step) => !named.includes(step))).toEqual([]);
  });

  it('would notice a wrong path', () => {
    expect(missingPaths('see `core/engine.ts`, then `core/engine-that-never-was.ts` and `core/nowhere*.ts`')).toEqual(['core/engine-that-never-was.ts', 'core/nowhere*.ts']);
    expect(brokenLinks('docs/page.md', '[there](../LICENSE) ![not](screens/never-was.png) [web](https://example.org)')).toEqual(['screens/never-was.png']);
  });
});
