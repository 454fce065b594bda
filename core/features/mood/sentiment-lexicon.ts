// Words that carry feeling, in Spanish and English, with a weight from -2 to 2. A first lexicon of our own; a trained head will take its place.

const strong = { positive: 'amo adoro encanta encantó increíble maravilloso maravillosa genial fantástico fantástica feliz felicísimo love adore amazing wonderful awesome fantastic happy thrilled delighted best', negative: 'murió muerto muerta falleció odio horrible terrible fatal destrozado destrozada desesperado desesperada idiota imbécil estúpido estúpida inútil died dead hate horrible terrible awful devastated hopeless idiot stupid useless worthless' };
const mild = { positive: 'gracias bien bueno buena gusta gustó alegra alegre contento contenta divertido divertida bonito bonita lindo linda guapo ayudaste ayudó perfecto perfecta mejor thanks thank good great nice like liked glad fun funny lovely pretty helped perfect better cool enjoy enjoyed', negative: 'mal malo mala triste tristeza preocupado preocupada miedo cansado cansada enfermo enferma dolor problema enfadado enfadada solo sola llorar lloré perdí peor aburrido aburrida nervioso nerviosa bad sad worried afraid tired sick pain problem angry alone cry cried lost worse bored nervous lonely upset' };

function weigh(words: string, weight: number): [string, number][] {
  return words.split(' ').map((word) => [word, weight]);
}

/** Lower-case word to weight, -2 to 2. */
export const sentimentLexicon: ReadonlyMap<string, number> = new Map([
  ...weigh(mild.positive, 1), ...weigh(mild.negative, -1), ...weigh(strong.positive, 2), ...weigh(strong.negative, -2),
]);

/** A word of these up to three places before turns the weight around. */
export const negations: ReadonlySet<string> = new Set('no nunca jamás tampoco ni sin not never no without don\'t doesn\'t didn\'t isn\'t wasn\'t can\'t won\'t'.split(' '));
