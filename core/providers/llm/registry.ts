// Every language-model provider, by the name the configuration uses.
import { embeddedProvider } from './embedded.ts';
import { scriptedProvider } from './scripted.ts';

export const languageModelProviders = {
  embedded: embeddedProvider,
  scripted: scriptedProvider,
};
export type LanguageModelProviderId = keyof typeof languageModelProviders;
