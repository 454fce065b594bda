// The engine's own short words (levels, moods, stages, parts) as a person reads them; a word that is not known stays as it is.
import type { Language } from './texts.ts';

const words: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  user: { en: 'you', es: 'tú' }, assistant: { en: 'reply', es: 'respuesta' }, fact: { en: 'fact', es: 'dato' }, message: { en: 'message', es: 'mensaje' },
  stranger: { en: 'just met', es: 'recién conocidos' }, acquaintance: { en: 'acquaintances', es: 'conocidos' }, friend: { en: 'friends', es: 'amistad' }, close_friend: { en: 'close friends', es: 'amistad íntima' }, soulmate: { en: 'soulmates', es: 'almas gemelas' },
  neutral: { en: 'calm', es: 'en calma' }, happy: { en: 'happy', es: 'con alegría' }, sad: { en: 'sad', es: 'triste' }, excited: { en: 'excited', es: 'con entusiasmo' }, concerned: { en: 'concerned', es: 'con preocupación' }, playful: { en: 'playful', es: 'con ganas de jugar' }, loving: { en: 'loving', es: 'con cariño' }, curious: { en: 'curious', es: 'con curiosidad' }, shy: { en: 'shy', es: 'con timidez' },
  guard: { en: 'check', es: 'revisar' }, history: { en: 'gather what was said', es: 'reunir lo dicho' }, embed: { en: 'understand', es: 'entender' }, feel: { en: 'feel', es: 'sentir' }, recall: { en: 'remember', es: 'recordar' }, compile: { en: 'get into character', es: 'entrar en carácter' }, model: { en: 'pick the model', es: 'elegir el modelo' }, prompt: { en: 'put together', es: 'reunirlo todo' }, open: { en: 'begin the reply', es: 'empezar la respuesta' }, 'first-token': { en: 'first word', es: 'primera palabra' }, generate: { en: 'write', es: 'escribir' }, 'guard-out': { en: 'check the reply', es: 'revisar la respuesta' }, commit: { en: 'save', es: 'guardar' },
  exact_duplicate: { en: 'said twice', es: 'repetido' }, near_duplicate: { en: 'nearly the same', es: 'casi igual' }, recall_loop: { en: 'told by memory itself', es: 'dicho por la propia memoria' }, secret: { en: 'secret', es: 'secreto' }, stale: { en: 'out of date', es: 'caducado' },
  merge: { en: 'merge', es: 'unir' }, forget: { en: 'forget', es: 'olvidar' }, supersede: { en: 'make past', es: 'dar por pasado' }, keep: { en: 'keep', es: 'conservar' },
  personal_info: { en: 'yourself', es: 'ti' }, preferences: { en: 'what you like', es: 'tus gustos' }, relationships: { en: 'people', es: 'tu gente' }, hobbies: { en: 'hobbies', es: 'aficiones' }, goals: { en: 'goals', es: 'metas' }, health: { en: 'health', es: 'salud' }, work: { en: 'work', es: 'trabajo' }, events: { en: 'events', es: 'planes y sucesos' }, other: { en: 'other things', es: 'otras cosas' },
  'this machine': { en: 'this machine', es: 'este equipo' },
  storage: { en: 'database', es: 'base de datos' }, llm: { en: 'language model', es: 'modelo de lenguaje' }, embeddings: { en: 'understanding of meaning', es: 'comprensión del significado' }, vectors: { en: 'index of meanings', es: 'índice de significados' }, cache: { en: 'cache', es: 'caché' }, secrets: { en: 'keys', es: 'claves' },
};

export function wordFor(id: string, language: Language): string {
  return words[id.replaceAll(' ', '_')]?.[language] ?? words[id]?.[language] ?? id;
}
