// Sentences to fill a memory with: made from parts, half Spanish, half English, the same for the same seed.

import { createRandom } from '../core/lib/random.ts';

const parts = {
  es: {
    who: ['mi hermana', 'mi jefe', 'un vecino', 'mi madre', 'mi amigo Pablo', 'la profesora', 'mi primo', 'el médico', 'mi abuela', 'una compañera'],
    did: ['preparó', 'perdió', 'encontró', 'vendió', 'me enseñó', 'rompió', 'compró', 'olvidó', 'pintó', 'arregló'],
    what: ['una bicicleta roja', 'la receta del arroz', 'las llaves de casa', 'un libro de historia', 'el móvil viejo', 'una planta enorme', 'los billetes del tren', 'una guitarra', 'la factura de la luz', 'un mapa de la sierra'],
    when: ['el lunes', 'anoche', 'la semana pasada', 'en verano', 'esta mañana', 'hace dos años', 'el día de la boda', 'después de cenar'],
    where: ['en el mercado', 'en la oficina', 'cerca del río', 'en Valencia', 'en el tren', 'en casa de mis tíos', 'en la biblioteca', 'junto al mar'],
  },
  en: {
    who: ['my sister', 'my boss', 'a neighbour', 'my mother', 'my friend Paul', 'the teacher', 'my cousin', 'the doctor', 'my grandmother', 'a colleague'],
    did: ['cooked', 'lost', 'found', 'sold', 'showed me', 'broke', 'bought', 'forgot', 'painted', 'repaired'],
    what: ['a red bicycle', 'the rice recipe', 'the house keys', 'a history book', 'the old phone', 'a huge plant', 'the train tickets', 'a guitar', 'the electricity bill', 'a map of the hills'],
    when: ['on Monday', 'last night', 'last week', 'in summer', 'this morning', 'two years ago', 'on the wedding day', 'after dinner'],
    where: ['at the market', 'at the office', 'by the river', 'in Bristol', 'on the train', "at my uncle's", 'in the library', 'by the sea'],
  },
};

/** `count` different sentences of ten to twenty words. */
export function sentences(count: number, seed: number): string[] {
  const random = createRandom(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const language = parts[index % 2 === 0 ? 'es' : 'en'];
    const clause = () => `${pick(language.who)} ${pick(language.did)} ${pick(language.what)} ${pick(language.where)} ${pick(language.when)}`;
    return `${clause()}, ${index % 2 === 0 ? 'y' : 'and'} ${clause()} (${index}).`;
  });
}
