import { describe, expect, it } from 'vitest';
import { detectLanguage, identifyLanguage } from './language.ts';

const sentences: Record<'es' | 'en' | 'other', string[]> = {
  es: [
    'hola', 'hola, ¿qué tal?', 'me duele la cabeza', 'no sé qué hacer con mi vida', 'se murió mi perro', 'jajaja qué bueno', 'Mi perro murió ayer', 'estoy muy cansada hoy', 'trabajo en una panadería', 'gracias por todo', 'te echo de menos',
    'voy al gimnasio', 'buenos días', 'cuéntame un chiste', 'odio los lunes', 'soy de Sevilla', 'tengo dos hijos', 'mi hermano vive en London', 'no me gusta el weekend', 'quiero aprender inglés', 'Era mi mejor amigo', 'Lo siento mucho', 'manana tengo examen',
    'estoy aprendiendo a programar en Python', 'Hemos roto', 'me ascendieron', 'cuándo es tu cumpleaños', 'que rollo', 'Se llama Max',
  ],
  en: [
    'hello', 'what is up', 'I am so happy today', 'my dog died', 'lol nice one', 'I work at a bakery', 'thank you for everything', 'I miss you', 'going to the gym', 'good morning', 'tell me a joke', "I don't know", "it's raining again", 'we broke up',
    'I love paella and siesta', 'my brother lives in Madrid', 'she got a new job', 'he was my best friend', 'not sure about that', 'I got promoted', 'do you remember my cat', 'I hate Mondays', 'feeling down', 'what a day', 'see you later', "that's hilarious",
    'learning to cook', 'my favourite anime is Naruto',
  ],
  other: [
    'je suis très content', 'je ne sais pas', 'bonjour, comment ça va ?', 'mon chien est mort hier', "j'ai perdu mon travail", "qu'est-ce que tu fais ce soir ?", 'eu gosto de você', 'eu estou muito feliz hoje', 'meu cachorro morreu ontem', 'não sei o que fazer',
    'obrigado por tudo', 'tenho uma reunião amanhã', 'Mein Hund ist krank', 'ich bin sehr müde', 'wie geht es dir?', 'das ist nicht gut', 'ciao come stai', 'sono molto stanco oggi', 'il mio cane è morto ieri', 'non so cosa fare', 'grazie mille, ci vediamo domani',
    'estic molt content avui', 'bon dia, com estàs?', 'el meu gos va morir ahir', 'no sé què fer amb la feina', 'Привет, как дела?', 'おはようございます', '你好', 'καλημέρα σας', 'مرحبا كيف حالك',
  ],
};

describe('identifyLanguage', () => {
  for (const language of ['es', 'en', 'other'] as const) it.each(sentences[language])(`knows ${language}: "%s"`, (text) => { expect(identifyLanguage(text)).toBe(language); });

  it.each(['', 'ok', 'mmm', '😀😀', '123', 'Max', 'Naruto', '...', 'no', 'x'])('does not guess at "%s"', (text) => { expect(identifyLanguage(text)).toBeNull(); });

  it('reads any length', () => {
    for (const text of ['a'.repeat(100_000), 'á '.repeat(50_000), "'".repeat(100_000), '\ud800'.repeat(5000)]) expect(['es', 'en', 'other', null]).toContain(identifyLanguage(text));
  });
});

describe('detectLanguage', () => {
  it('gives the languages we speak, and null for the rest', () => {
    expect([detectLanguage('mi perro murió ayer'), detectLanguage('my dog died'), detectLanguage('mon chien est mort hier'), detectLanguage('ok')]).toEqual(['es', 'en', null, null]);
  });
});
