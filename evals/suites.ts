// Every suite of `npm run evals`. A new one is a file <id>.suite.ts and a line here.
import type { Suite } from './suite.ts';

export const suites: readonly Suite[] = [
];
