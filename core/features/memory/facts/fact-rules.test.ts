import { describe, expect, it } from 'vitest';
import { readFacts } from './fact-rules.ts';

const read = (text: string) => Object.fromEntries(readFacts(text, { sentAt: Date.UTC(2025, 4, 10) }).map((fact) => [fact.key, fact.value]));

describe('readFacts', () => {
  it.each([
    ['Soy Diego, tengo 28 años y trabajo en IT', { name: 'Diego', age: 28, profession: 'IT' }],
    ['Hola, me llamo María José y soy ingeniera', { name: 'María José', profession: 'ingeniera' }],
    ['Mi perro se llama Max', { pet_dog: 'Max' }],
    ['Tengo una gata que se llama Luna.', { pet_cat: 'Luna' }],
    ['Ayer llevé a mi perra Nala al veterinario', { pet_dog: 'Nala' }],
    ['Trabajo como enfermera desde 2019', { profession: 'enfermera' }],
    ['Trabajo de carpintero en Sevilla', { profession: 'carpintero' }],
    ['I work as a nurse at a hospital in York', { profession: 'a nurse' }],
    ["Hi, I'm Diego, I'm 28 and I work in IT", { name: 'Diego', age: 28, profession: 'IT' }],
    ['My name is Ana. I work as a nurse.', { name: 'Ana', profession: 'a nurse' }],
    ["My dog's name is Max", { pet_dog: 'Max' }],
    ['I have a cat named Whiskers', { pet_cat: 'Whiskers' }],
    ['My dog is called Rex and my cat is called Tom', { pet_dog: 'Rex', pet_cat: 'Tom' }],
    ["I'm a software developer", { profession: 'software developer' }],
  ])('%s', (text, facts) => expect(read(text)).toEqual(facts));

  it.each([
    '¿Cómo se llama mi perro?', 'Soy feliz', 'Soy Español', 'No trabajo en IT', 'ya no trabajo en IT', 'Tengo 10 años de experiencia', 'Me dijo: "me llamo Pedro"',
    "What's my dog's name?", "I'm Happy", "I'm 5 minutes away", 'If my dog is called Rex, what then', '> My name is Bob', 'You are Luna', 'tengo 500 años',
  ])('learns nothing from: %s', (text) => expect(read(text)).toEqual({}));
});

describe('a sentence without an end', () => {
  it('is read in pieces cut between words', () => {
    const ramble = 'y luego otra cosa '.repeat(60);
    expect(read(`me llamo Ana ${ramble}mi perro se llama Max ${ramble}`)).toEqual({ name: 'Ana', pet_dog: 'Max' });
    expect(read('a'.repeat(30_000))).toEqual({});
  });
});

describe('the surer reading stays', () => {
  it.each([
    ['Me llamo Ana. Hola, soy Eva.', { name: 'Ana' }], ['Hola, soy Eva. Me llamo Ana.', { name: 'Ana' }], ['Me llamo Ana. Mi nombre es Eva.', { name: 'Eva' }], ['Tengo 500 años y me llamo Ana', { name: 'Ana' }],
    ["I'm a teacher. I work as a nurse.", { profession: 'a nurse' }], ['My dog is called Rex. My new puppy is named Max.', { pet_dog: 'Max' }], ['Rex es mi perro', { pet_dog: 'Rex' }], ['Call me Ana', { name: 'Ana' }],
    ['My cat, Tom, sleeps', { pet_cat: 'Tom' }], ['Mi nombre es El', {}], ['My name is The', {}], ["I'm 200 years old", {}], ['Mi perro se llama El', {}], ['I have a dog named The', {}], [`Trabajo en ${'x'.repeat(80)}`, {}],
    [`I work at ${'x'.repeat(80)}`, {}], ['', {}], ['...', {}],
  ])('%s', (text, facts) => expect(read(text)).toEqual(facts));
});
