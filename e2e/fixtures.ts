// What every spec gets: a running host with a scripted model, opened in a page.
import { test as base, type Page } from '@playwright/test';
import { electronObstacle, openElectronHost } from './hosts/electron-host.ts';
import { openPortHost } from './hosts/port-host.ts';
import { startServerHost } from './hosts/server-host.ts';

export type HostKind = 'server' | 'port' | 'electron';
export type HostOptions = {
  hostKind: HostKind;
  /** Options of the scripted model, or another configuration as a whole. */
  script: Record<string, unknown>;
  /** Further sections of the configuration. */
  settings: Record<string, unknown>;
};

/** An open app. */
export type App = {
  page: Page;
  dataFolder: string;
  /** Ends the engine and starts it again on the same data; the page is opened anew. */
  restart(): Promise<void>;
};

export const test = base.extend<HostOptions & { app: App }>({
  hostKind: ['server', { option: true }],
  script: [{}, { option: true }],
  settings: [{}, { option: true }],
  app: async ({ page, hostKind, script, settings }, use, info) => {
    const config = { ...settings, llm_provider: { name: 'scripted', config: script }, embedding_provider: { name: 'scripted' } };
    if (hostKind === 'server') {
      const host = await startServerHost(config);
      await page.goto(host.openUrl);
      await use({ page, dataFolder: host.dataFolder, restart: async () => { await host.restart(); await page.goto('about:blank'); await page.goto(host.openUrl); } });
      await host.close();
    } else if (hostKind === 'port') {
      const host = await openPortHost(page, config);
      await use({ page, dataFolder: host.dataFolder, restart: host.restart });
      await host.close();
    } else {
      const obstacle = electronObstacle();
      info.skip(obstacle !== null, obstacle ?? '');
      const host = await openElectronHost(config);
      await use({ page: host.page(), dataFolder: host.dataFolder, restart: host.restart });
      await host.close();
    }
  },
});
export { expect } from '@playwright/test';

/** Writes in the composer and sends. */
export async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message' });
  await composer.fill(text);
  await composer.press('Enter');
}

/** The companion's replies, oldest first. What it says before the first words (its greeting) answers nothing and does not count. */
export const replies = (page: Page) => page.getByRole('article', { name: 'Luna' }).and(page.locator(':not([data-greeting])'));
/** What the companion says first. */
export const greeting = (page: Page) => page.locator('article[data-greeting]');
/** The user's messages, oldest first. */
export const questions = (page: Page) => page.getByRole('article', { name: 'You' });
