// Every suite of `npm run evals`. A new one is a file <id>.suite.ts and a line here.
import { analysersSuite } from './analysers.suite.ts';
import { emoEventSuite } from './emoevent.suite.ts';
import { examplesSuite } from './examples.suite.ts';
import { factsSuite } from './facts.suite.ts';
import { feelingsSuite } from './feelings.suite.ts';
import { goEmotionsSuite } from './goemotions.suite.ts';
import { locomoSuite } from './locomo.suite.ts';
import { summariesSuite } from './summaries.suite.ts';
import type { Suite } from './suite.ts';
import { xquadSuite } from './xquad.suite.ts';

export const suites: readonly Suite[] = [
  factsSuite,
  examplesSuite,
  feelingsSuite,
  summariesSuite,
  locomoSuite,
  xquadSuite,
  goEmotionsSuite,
  emoEventSuite,
  analysersSuite,
];
