// The reference pages against the code: every route, every error code with its numbers, every configuration key; and the examples run.
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { traverseContractProcedures } from '@orpc/server';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../core/config/load.ts';
import { allShapes } from '../core/config/shapes.ts';
import { contract, errorFacts } from '../core/contract/index.ts';
import { configurationPage, withTables } from '../scripts/write-configuration-docs.ts';
import { personalitySchemaText } from '../scripts/write-personality-schema.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

describe('docs/rest-api.md', () => {
  it('lists exactly the routes of the contract', () => {
    const routes: string[] = [];
    traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure }) => {
      const { method, path } = procedure['~orpc'].route;
      routes.push(`${method} ${path}`);
    });
    const documented = [...read('docs/rest-api.md').matchAll(/^\| `([A-Z]+ \/[^`]*)` \|/gm)].map((match) => match[1]);
    expect(documented.sort()).toEqual(routes.sort());
  });
});

describe('docs/troubleshooting.md', () => {
  it('has every error code with its HTTP status and exit status', () => {
    const rows = [...read('docs/troubleshooting.md').matchAll(/^\| `(\w+)` \| (\d+) \| (\d+) \|/gm)].map((match) => [match[1], Number(match[2]), Number(match[3])]);
    expect(rows).toEqual(Object.entries(errorFacts).map(([code, facts]) => [code, facts.status, facts.exit]));
  });
});

describe('docs/configuration.md', () => {
  it('is what scripts/write-configuration-docs.ts writes', () => {
    const page = readFileSync(configurationPage, 'utf8');
    expect(withTables(page) === page, 'out of date: run node_modules/.bin/node scripts/write-configuration-docs.ts').toBe(true);
  });
});

describe('docs/models.md', () => {
  it('names every model of the catalogue', () => {
    const { models } = JSON.parse(read('models/catalogue.json')) as { models: { id: string }[] };
    const page = read('docs/models.md');
    expect(models.map(({ id }) => id).filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
  });
});

describe('docs/personality.schema.json', () => {
  it('is what scripts/write-personality-schema.ts writes', () => {
    expect(read('docs/personality.schema.json') === personalitySchemaText(), 'out of date: run node_modules/.bin/node scripts/write-personality-schema.ts').toBe(true);
  });
});

describe('examples', () => {
  const files = globSync('examples/config/*.{json,jsonc}', { cwd: root }).map((file) => file.replaceAll('\\', '/')).sort();

  it.each(files)('%s loads without a warning about unknown settings', async (file) => {
    const { warnings } = await loadConfig({ file: `${root}${file}`, env: {} });
    expect(warnings).toEqual([]);
  });

  it('hold every shape that must load unchanged', () => {
    const shipped = files.map((file) => JSON.stringify(parse(read(file))));
    for (const shape of allShapes) expect(shipped).toContain(JSON.stringify(parse(shape)));
  });

  it('examples/library/hello.ts talks, learns and finds', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [`${root}examples/library/hello.ts`], { env: { PATH: process.env['PATH'] ?? '' }, timeout: 60_000 });
    expect(stdout).toContain('fact: pet_dog = Max');
    expect(stdout).toMatch(/found for "pet": .*dog/);
  }, 90_000);
});
