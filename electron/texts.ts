// What the desktop shell itself says; the screens have their own words.

const texts = {
  show: { en: 'Show Luminora', es: 'Mostrar Luminora' },
  quit: { en: 'Quit', es: 'Salir' },
  cannotStart: { en: 'Luminora could not start', es: 'Luminora no pudo iniciarse' },
  whatToDo: { en: 'What to do: {advice}', es: 'Qué hacer: {advice}' },
} as const;

export type ShellLanguage = 'en' | 'es';
export type SayText = (key: keyof typeof texts, values?: Readonly<Record<string, string>>) => string;

export function shellLanguage(locale: string): ShellLanguage {
  return locale.toLowerCase().startsWith('es') ? 'es' : 'en';
}

export function createSayText(language: ShellLanguage): SayText {
  return (key, values = {}) => texts[key][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
