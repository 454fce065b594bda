// The same specs on every host that can start here: the server with a socket, the page with a message port, the desktop window.
import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { HostOptions } from './fixtures.ts';

const chromium = [process.env['LUMINORA_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path !== undefined && existsSync(path));

export default defineConfig<HostOptions>({
  testDir: './specs',
  outputDir: '../test-results',
  timeout: 45_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    actionTimeout: 10_000,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    { name: 'server', use: { hostKind: 'server' } },
    // What axe and a picture see does not depend on what carries the calls: those run on one host.
    { name: 'port', use: { hostKind: 'port' }, testIgnore: ['**/server-only/**', '**/*accessibility.spec.ts'], grepInvert: /axe finds/ },
    { name: 'electron', use: { hostKind: 'electron' }, testIgnore: ['**/server-only/**'] },
  ],
});
