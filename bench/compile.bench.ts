// A character compiled as a turn does: every shipped companion at each of its levels and in each of its moods, on its way from somewhere else.
import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { productFolder } from '../core/index.ts';
import { parameterNames } from '../core/contract/parameters.ts';
import type { Parameters } from '../core/contract/parameters.ts';
import { compileCharacter } from '../core/features/character/compile/index.ts';
import type { CompileInput } from '../core/features/character/compile/index.ts';
import { levelsOf } from '../core/features/character/levels.ts';
import { readPersonality } from '../core/features/character/read-personality.ts';
import { moodsOf } from '../core/features/mood/index.ts';
import { summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

/** Until the code is compiled itself: a program that runs has made more replies than this. */
const warmUp = 200;

export function benchCompile(runs: number): Result[] {
  const inputs = inputsOf();
  const times: number[] = [];
  for (let index = 0; index < runs + warmUp; index += 1) {
    const input = inputs[(index * 7) % inputs.length]!;
    const start = performance.now();
    compileCharacter(input);
    if (index >= warmUp) times.push(performance.now() - start);
  }
  return [{ name: `character compiled (${inputs.length} states)`, unit: 'ms', values: summarize(times), floor: { value: 'p95', limit: 2 } }];
}

function inputsOf(): CompileInput[] {
  const folder = join(productFolder, 'personalities');
  const previous = Object.fromEntries(parameterNames.map((name, index) => [name, index / parameterNames.length])) as Parameters;
  return readdirSync(folder).filter((file) => file.endsWith('.json')).flatMap((file) => {
    const { personality } = readPersonality(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (personality === null) return [];
    return levelsOf(personality).flatMap(({ name: level }) => moodsOf(personality).moods.flatMap((definition) => (['en', 'es'] as const).map((language): CompileInput => ({
      personality, id: file, level, mood: { id: definition.id, intensity: 0.8, definition }, overrides: { advanced_parameters: { humor: 0.1 } }, previous, language, userName: 'Ana',
    }))));
  });
}
