// Words that say nothing about what a question is after, in Spanish and English.
import { foldWord, wordsOf } from '../../lib/stems.ts';

export { foldWord };

const spanish = 'a al algo algún alguna alguno ante antes aquel aquella así aún aunque bien cada casi como cómo con conmigo contigo contra cual cuál cuando cuándo cuanto cuánto de del desde donde dónde dos e el él ella ellas ellos en entre era eran eres es esa ese eso esta está están estás este esto estoy fue fueron ha había habla hablado hablamos hablar hablas hace hacer han has hasta hay he hola iba la las le les lo los más me mi mí mis mucho muy nada ni no nos nosotros o os otra otro para pero poco por porque que qué quien quién se ser sea si sí sido sin sobre son soy su sus también tampoco tan tanto te ti tengo tenía tiene tienes todo todos tu tú tus un una uno unos unas usted va vez y ya yo dije dijo dijiste recuerdas acuerdas sabes llama llamaba';
const english = 'a about after again all also am an and any are as at be because been before being but by can could did do does doing don down during each for from further had has have having he her here hers him his how i if in into is it its just me more most my no nor not now of off on once only or other our out over own same she should so some such than that the their them then there these they this those through to too under until up very was we were what when where which while who whom why will with would you your yours said say tell told talk talked talking remember know';

/** Folded. */
export const stopWords: ReadonlySet<string> = new Set(`${spanish} ${english}`.split(' ').map(foldWord));

/**
 * The words of a text worth searching for, folded, each once, in order, at most `maximum`. When nothing but stop words is there, all of its words
 * are kept: "to be or not to be" must find itself.
 */
export function searchTerms(text: string, maximum = 24): string[] {
  const words = [...new Set(wordsOf(text).map(foldWord))];
  const telling = words.filter((word) => !stopWords.has(word));
  return (telling.length > 0 ? telling : words).slice(0, maximum);
}
