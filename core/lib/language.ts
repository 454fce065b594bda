// Spanish or English? Enough for choosing the wording of a prompt; a trained identifier can take its place.

export type Language = 'es' | 'en';

const spanishWords = new Set('el la los las un una de del que y en es soy eres está estoy estás con por para mi mis tu tus me te se lo le no sí como cómo qué cuál cuándo dónde quién hola gracias pero porque muy más ya tengo tiene hay fue ayer hoy mañana perro gato llamo llama trabajo vivo quiero gusta'.split(' '));
const englishWords = new Set('the a an of and in is am are was were with by for my your me you i it to do does did not no yes how what which when where who hello hi thanks but because very more have has had there today yesterday tomorrow dog cat name work live want like'.split(' '));

/** The language a text is probably written in; null when nothing in it tells. */
export function detectLanguage(text: string): Language | null {
  let spanish = /[ñ¿¡]/i.test(text) ? 2 : 0;
  let english = 0;
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    if (spanishWords.has(word)) spanish += 1;
    if (englishWords.has(word)) english += 1;
    if (/[áéíóú]/.test(word)) spanish += 1;
  }
  if (spanish === english) return null;
  return spanish > english ? 'es' : 'en';
}
