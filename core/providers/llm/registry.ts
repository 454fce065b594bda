// Every language-model provider, by the name the configuration uses.
import { autoProvider } from './auto.ts';
import { embeddedProvider } from './embedded.ts';
import { ollamaProvider } from './ollama.ts';
import { scriptedProvider } from './scripted.ts';

export const languageModelProviders = {
  auto: autoProvider,
  ollama: ollamaProvider,
  embedded: embeddedProvider,
  scripted: scriptedProvider,
};
export type LanguageModelProviderId = keyof typeof languageModelProviders;
