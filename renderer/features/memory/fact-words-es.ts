// Las claves de los datos en español. The keys facts go by, in Spanish.
import type { FactWords } from './fact-words-en.ts';

export const factWordsEs: FactWords = {
  keys: {
    name: 'nombre', nickname: 'apodo', last_name: 'apellido', age: 'edad', birthday: 'cumpleaños', birth_year: 'año de nacimiento', birthplace: 'lugar de nacimiento', home_city: 'ciudad', nationality: 'nacionalidad',
    language: 'idioma', height_cm: 'estatura (cm)', religion: 'religión', zodiac_sign: 'signo', likes: 'te gusta', dislikes: 'no te gusta', marital_status: 'estado civil', partner_name: 'pareja',
    mother_name: 'madre', father_name: 'padre', sister_name: 'hermana', brother_name: 'hermano', son_name: 'hijo', daughter_name: 'hija', grandmother_name: 'abuela', grandfather_name: 'abuelo',
    aunt_name: 'tía', uncle_name: 'tío', cousin_name: 'primo o prima', nephew_name: 'sobrino', niece_name: 'sobrina', friend_name: 'amistad', best_friend_name: 'mejor amistad', children_count: 'hijos',
    sisters_count: 'hermanas', brothers_count: 'hermanos', siblings_count: 'hermanos y hermanas', has_pet: 'tienes mascota', pet_name: 'mascota', hobby: 'afición', plays_instrument: 'tocas', plays_sport: 'deporte', collects: 'coleccionas', goal: 'meta',
    allergy: 'alergia', condition: 'dolencia', medication: 'medicación', injury: 'lesión', diet: 'dieta', smokes: 'fumas', drinks_alcohol: 'bebes alcohol', profession: 'profesión', employer: 'empresa',
    job: 'trabajo', workplace: 'lugar de trabajo', job_status: 'situación laboral', boss_name: 'jefe o jefa', studies: 'estudios', school: 'centro de estudios', years_of_experience: 'años de experiencia', plan: 'plan', life_event: 'acontecimiento', habit: 'costumbre', owns: 'tienes', vehicle: 'vehículo',
  },
  favorites: {
    food: 'comida favorita', color: 'color favorito', movie: 'película favorita', film: 'película favorita', book: 'libro favorito', song: 'canción favorita', band: 'grupo favorito', singer: 'cantante favorito', music: 'música favorita',
    sport: 'deporte favorito', team: 'equipo favorito', animal: 'animal favorito', season: 'estación favorita', city: 'ciudad favorita', place: 'lugar favorito', drink: 'bebida favorita', dessert: 'postre favorito',
    series: 'serie favorita', show: 'programa favorito', game: 'juego favorito', author: 'autor favorito', actor: 'actor favorito', subject: 'asignatura favorita', flower: 'flor favorita', ice_cream: 'helado favorito',
    dish: 'plato favorito', fruit: 'fruta favorita', anime: 'anime favorito', manga: 'manga favorito', artist: 'artista favorito', country: 'país favorito', month: 'mes favorito', day: 'día favorito', number: 'número favorito',
    hobby: 'pasatiempo favorito', character: 'personaje favorito', restaurant: 'restaurante favorito', podcast: 'pódcast favorito', beer: 'cerveza favorita', wine: 'vino favorito', word: 'palabra favorita', genre: 'género favorito',
    album: 'disco favorito', player: 'jugador favorito', holiday: 'fiesta favorita', school_subject: 'asignatura favorita',
  },
  favorite: 'favorito: {thing}',
  animals: {
    dog: 'perro', cat: 'gato', bird: 'pájaro', fish: 'pez', rabbit: 'conejo', hamster: 'hámster', turtle: 'tortuga', tortoise: 'tortuga', horse: 'caballo', parrot: 'loro', guinea_pig: 'cobaya', snake: 'serpiente', lizard: 'lagarto',
    ferret: 'hurón', canary: 'canario', parakeet: 'periquito', hen: 'gallina', chicken: 'gallina', duck: 'pato', mouse: 'ratón', rat: 'rata', goat: 'cabra', pony: 'poni', iguana: 'iguana', frog: 'rana', cow: 'vaca', pig: 'cerdo', sheep: 'oveja', donkey: 'burro', hedgehog: 'erizo', cockatiel: 'ninfa', gecko: 'geco', spider: 'araña', chinchilla: 'chinchilla', pet: 'mascota', puppy: 'cachorro', kitten: 'gatito',
  },
  yes: 'sí',
  no: 'no',
};
