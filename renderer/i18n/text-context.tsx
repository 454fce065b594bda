// Gives components the translate function and the language in force.
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { createTranslate, type Language, type Translate } from './translate.ts';

export type Text = { t: Translate; language: Language };
const TextContext = createContext<Text>({ t: createTranslate('en'), language: 'en' });

export function TextProvider({ language, children }: { language: Language; children: ReactNode }): ReactNode {
  const text = useMemo(() => ({ t: createTranslate(language), language }), [language]);
  return <TextContext value={text}>{children}</TextContext>;
}

/** `const { t, language } = useText()`. */
export function useText(): Text {
  return useContext(TextContext);
}
