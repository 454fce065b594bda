// Other words for what a question names, in both languages: a pet is a dog or a cat, un coche is a car. They count less than the question's own words.
import { stemsOf, wordsOf } from '../../../lib/stems.ts';

/** What a theme is asked by, and the words it shows itself in. The names are among what they bring. */
const themes: readonly (readonly [names: string, words: string])[] = [
  ['mascota animal pet', 'perro perra cachorro gato gata gatito conejo loro tortuga hámster veterinario dog puppy cat kitten rabbit parrot turtle vet'],
  ['familia familiar pariente family relative', 'padre madre papá mamá hermano hermana hijo hija abuelo abuela tío tía primo sobrino nieto father mother dad mom mum brother sister son daughter kid child grandma grandpa uncle aunt cousin nephew'],
  ['pareja partner amor love relación relationship', 'novio novia marido mujer esposo esposa boda casarse boyfriend girlfriend husband wife fiancé wedding marry engaged'],
  ['trabajo trabajar empleo curro profesión dedico work job career profession occupation', 'oficina jefe jefa empresa ascenso ascender despedir reunión cliente turno sueldo office boss company promotion promoted fired meeting client shift salary colleague'],
  ['estudios estudiar estudio study studies education', 'examen universidad carrera colegio instituto curso clase aprender aprobar exam university college school course class lesson learn degree'],
  ['idioma lengua language', 'inglés francés alemán italiano japonés chino español portugués english french german italian japanese chinese spanish portuguese'],
  ['salud enfermedad enfermo health illness sick medical', 'médico hospital dolor doler operación fiebre alergia pastilla terapia ansiedad doctor pain hurt surgery fever allergy allergic pill therapy anxiety'],
  ['comida comer cocina cocinar receta food eat cook cooking meal', 'cenar cena desayuno almuerzo plato horno restaurante dinner breakfast lunch dish bake baked oven restaurant'],
  ['música instrumento music musical instrument', 'guitarra piano violín batería canción cantar concierto grupo guitar violin drums song sing concert band'],
  ['deporte ejercicio sport exercise', 'gimnasio correr maratón fútbol baloncesto tenis nadar senderismo yoga gym run running marathon football soccer basketball tennis swim hike hiking'],
  ['casa vivienda piso hogar home house apartment flat', 'alquiler casero mudanza mudar hipoteca vecino reforma rent landlord moving moved mortgage neighbour neighbor renovation'],
  ['viaje viajar vacaciones travel trip holiday vacation', 'vuelo avión hotel playa maleta tren crucero flight plane hotel beach luggage train cruise'],
  ['dinero money finances', 'deuda sueldo ahorro ahorrar préstamo pagar debt salary savings loan pay'],
  ['afición pasatiempo hobby hobbies', 'pintar dibujar cerámica fotografía jardín coser ajedrez coleccionar painting drawing pottery photography garden sewing chess knitting'],
  ['lectura leer libro book reading read', 'novela autor poema novel author poem'],
  ['película cine serie televisión film movie show series television', 'documental actor episodio capítulo temporada documentary actor episode season'],
];

/** Words that stand for one another. */
const same: readonly string[] = [
  'perro perra perrito cachorro dog puppy ladrar bark', 'gato gata gatito cat kitten', 'coche carro auto vehículo car vehicle', 'móvil teléfono celular phone', 'ordenador computadora portátil computer laptop',
  'bici bicicleta bike bicycle', 'boda casarse casamiento wedding marry married', 'cumpleaños birthday', 'médico doctor', 'dentista dentist', 'miedo temor fear afraid scared phobia', 'sueño dormir insomnio sleep dream insomnia',
  'jardín plantas garden plants', 'niño niña hijo hija kid child son daughter', 'bebé embarazo embarazada baby pregnancy pregnant', 'colegio escuela school', 'lluvia llover rain', 'regalo gift present', 'fiesta party',
  'amigo amiga friend', 'madre mamá mother mom mum', 'padre papá father dad', 'hermano brother', 'hermana sister', 'abuela grandmother grandma granny', 'abuelo grandfather grandpa', 'carrera race maratón marathon',
];

const stemsOfAll = (text: string): string[] => [...new Set(wordsOf(text).flatMap(stemsOf))];
type Group = { triggers: ReadonlySet<string>; stems: readonly string[] };
const groups: readonly Group[] = [
  ...themes.map(([names, words]): Group => ({ triggers: new Set(stemsOfAll(names)), stems: stemsOfAll(`${names} ${words}`) })),
  ...same.map((words): Group => ({ triggers: new Set(stemsOfAll(words)), stems: stemsOfAll(words) })),
];

/** For each theme or set of synonyms a question touches, its stems without those the question has itself; at most three. */
export function relatedStems(stems: readonly string[]): (readonly string[])[] {
  const own = new Set(stems);
  return groups.filter(({ triggers }) => stems.some((stem) => triggers.has(stem))).slice(0, 3).map((group) => group.stems.filter((stem) => !own.has(stem)));
}
