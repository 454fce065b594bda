// Small vocabularies and checks the fact rules share.

/** Two letters or more, starting with a capital; up to three such words with Spanish and English particles between. */
export const properName = String.raw`\p{Lu}[\p{L}'’-]+(?:\s+(?:de|del|la|los|van|von)?\s*\p{Lu}[\p{L}'’-]+){0,2}`;

/** Animals by the word people use, mapped to the English key part. */
export const petWords: Readonly<Record<string, string>> = {
  perro: 'dog', perra: 'dog', perrito: 'dog', perrita: 'dog', cachorro: 'dog', cachorra: 'dog', gato: 'cat', gata: 'cat', gatito: 'cat', gatita: 'cat',
  conejo: 'rabbit', coneja: 'rabbit', loro: 'parrot', lora: 'parrot', tortuga: 'turtle', caballo: 'horse', yegua: 'horse', hamster: 'hamster', hámster: 'hamster',
  pez: 'fish', canario: 'canary', mascota: 'pet',
  dog: 'dog', puppy: 'dog', cat: 'cat', kitten: 'cat', rabbit: 'rabbit', parrot: 'parrot', turtle: 'turtle', tortoise: 'turtle', horse: 'horse',
  fish: 'fish', canary: 'canary', pet: 'pet',
};
export const petPattern = Object.keys(petWords).sort((one, other) => other.length - one.length).join('|');

/** Words a careless writer may put after "soy" or "I'm" that are not names. */
const notNames = new Set(
  'un una el la yo muy más de del tu su español española mexicano mexicana argentino argentina feliz así tan bien mal nuevo nueva profesor profesora médico médica ingeniero ingeniera estudiante programador programadora a an the so very not just in at from happy sad tired fine good sorry sure here back new really still going trying feeling'.split(' '),
);

/** True for what can be a person's or pet's name in a sentence. */
export function isName(text: string): boolean {
  return /^\p{Lu}/u.test(text) && text.length <= 60 && !notNames.has(text.toLowerCase());
}

/** 1 to 119, as people's ages are; null for anything else. */
export function readAge(text: string): number | null {
  const age = Number(text);
  return Number.isInteger(age) && age >= 1 && age < 120 ? age : null;
}

/** The end of an occupation or place: trailing clauses and marks cut off. */
export function tidyPhrase(text: string): string | null {
  const phrase = text
    .replace(/\s+(?:y|pero|aunque|porque|desde|pues|and|but|because|since|so|while|mientras|hace|ahora|now)\s.*$/i, '')
    .replace(/[\s.,;:!?]+$/g, '')
    .trim();
  return phrase.length >= 2 && phrase.length <= 60 ? phrase : null;
}
