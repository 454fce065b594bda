// Unit and integration tests beside their sources, on real parts; coverage is of core/ without its tests and test tools.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,server,cli,electron,renderer,scripts,bench,evals,e2e,docs}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['**/node_modules/**', 'dist/**', 'release/**'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    reporters: ['default'],
    coverage: {
      provider: 'v8',
      include: ['core/**/*.ts'],
      exclude: ['**/*.test.ts', 'core/testing/**', '**/testing/**', '**/conformance/**', '**/conformance.ts', '**/*.d.ts'],
      reporter: ['json-summary', 'json', 'text-summary'],
      reportsDirectory: 'coverage',
      reportOnFailure: true,
    },
  },
});
