// Facts about the user as Spanish sentences.
import type { SentenceWords } from './words.ts';

const months = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'];

export const spanishSentences: SentenceWords = {
  templates: {
    name: 'El usuario se llama {value}', nickname: 'Al usuario le llaman {value}', last_name: 'El apellido del usuario es {value}', age: 'El usuario tiene {value} años', birthday: 'El cumpleaños del usuario es el {value}',
    birth_year: 'El usuario nació en {value}', birthplace: 'El usuario nació en {value}', home_city: 'El usuario vive en {value}', nationality: 'Nacionalidad u origen del usuario: {value}', language: 'El usuario habla {value}',
    height_cm: 'El usuario mide {value} cm', religion: 'Religión del usuario: {value}', zodiac_sign: 'Signo del zodiaco del usuario: {value}',
    likes: 'Al usuario le gusta: {value}', dislikes: 'Al usuario no le gusta: {value}',
    marital_status: 'Estado civil del usuario: {value}', partner_name: 'La pareja del usuario se llama {value}', mother_name: 'La madre del usuario se llama {value}', father_name: 'El padre del usuario se llama {value}',
    sister_name: 'Una hermana del usuario se llama {value}', brother_name: 'Un hermano del usuario se llama {value}', son_name: 'Un hijo del usuario se llama {value}', daughter_name: 'Una hija del usuario se llama {value}',
    grandmother_name: 'Una abuela del usuario se llama {value}', grandfather_name: 'Un abuelo del usuario se llama {value}', aunt_name: 'Una tía del usuario se llama {value}', uncle_name: 'Un tío del usuario se llama {value}',
    cousin_name: 'Un primo o una prima del usuario se llama {value}', nephew_name: 'Un sobrino del usuario se llama {value}', niece_name: 'Una sobrina del usuario se llama {value}', friend_name: 'Un amigo o una amiga del usuario se llama {value}',
    best_friend_name: 'La mejor amistad del usuario se llama {value}', children_count: 'Hijos del usuario: {value}', sisters_count: 'Hermanas del usuario: {value}', brothers_count: 'Hermanos varones del usuario: {value}', siblings_count: 'Hermanos del usuario: {value}',
    has_pet: 'Mascota del usuario: {value}',
    hobby: 'Afición del usuario: {value}', plays_instrument: 'Instrumento que toca el usuario: {value}', plays_sport: 'Deporte que practica el usuario: {value}', collects: 'El usuario colecciona {value}',
    goal: 'Meta del usuario: {value}', allergy: 'Alergia del usuario: {value}', condition: 'Salud del usuario: {value}', medication: 'Medicación del usuario: {value}', injury: 'Lesión del usuario: {value}', diet: 'Dieta del usuario: {value}',
    profession: 'Trabajo del usuario: {value}', employer: 'Donde trabaja el usuario: {value}', job_status: 'Situación laboral del usuario: {value}', boss_name: 'Quien dirige al usuario en el trabajo se llama {value}', studies: 'Estudios del usuario: {value}',
    school: 'Donde estudia o estudió el usuario: {value}', years_of_experience: 'Años de experiencia del usuario: {value}',
    plan: 'Plan del usuario: {value}', life_event: 'Le ha pasado al usuario: {value}', habit: 'Costumbre del usuario: {value}', owns: 'El usuario tiene {value}', vehicle: 'Vehículo del usuario: {value}',
  },
  booleans: { smokes: { yes: 'El usuario fuma', no: 'El usuario no fuma' }, drinks_alcohol: { yes: 'El usuario bebe alcohol', no: 'El usuario no bebe alcohol' } },
  favorite: 'Para el usuario, {thing}: {value}',
  favorites: {
    color: 'el color favorito', food: 'la comida favorita', dish: 'el plato favorito', drink: 'la bebida favorita', fruit: 'la fruta favorita', dessert: 'el postre favorito', anime: 'el anime favorito', manga: 'el manga favorito', movie: 'la película favorita',
    series: 'la serie favorita', show: 'la serie favorita', book: 'el libro favorito', author: 'la autora o el autor favorito', game: 'el juego favorito', band: 'el grupo favorito', singer: 'la voz favorita', song: 'la canción favorita', music: 'la música favorita',
    artist: 'el artista favorito', sport: 'el deporte favorito', team: 'el equipo favorito', city: 'la ciudad favorita', country: 'el país favorito', place: 'el lugar favorito', season: 'la estación favorita', month: 'el mes favorito', day: 'el día favorito',
    animal: 'el animal favorito', flower: 'la flor favorita', number: 'el número favorito', subject: 'la asignatura favorita', hobby: 'el pasatiempo favorito', actor: 'el actor o la actriz favorita', character: 'el personaje favorito', restaurant: 'el restaurante favorito',
    podcast: 'el pódcast favorito', ice_cream: 'el helado favorito', beer: 'la cerveza favorita', wine: 'el vino favorito', word: 'la palabra favorita', genre: 'el género favorito', album: 'el disco favorito', player: 'el jugador favorito', holiday: 'la fiesta favorita', school_subject: 'la asignatura favorita',
  },
  pet: 'El {thing} del usuario se llama {value}',
  animals: {
    dog: 'perro', cat: 'gato', rabbit: 'conejo', parrot: 'loro', turtle: 'tortuga', horse: 'caballo', hamster: 'hámster', fish: 'pez', canary: 'canario', pet: 'animal', bird: 'pájaro', guinea_pig: 'cobaya', ferret: 'hurón', snake: 'serpiente', lizard: 'lagarto',
    mouse: 'ratón', rat: 'ratón', hedgehog: 'erizo', chicken: 'pollo', duck: 'pato', goat: 'chivo', sheep: 'cordero', cow: 'ternero', pig: 'cerdo', donkey: 'burro', parakeet: 'periquito', cockatiel: 'pájaro (ninfa)', gecko: 'geco', frog: 'sapo', spider: 'animal (araña)', chinchilla: 'animal (chinchilla)',
  },
  other: '{thing}: {value}',
  past: {
    templates: {
      name: 'El usuario se llamaba {value}', nickname: 'Al usuario le llamaban {value}', age: 'El usuario tenía {value} años', home_city: 'El usuario vivía en {value}', marital_status: 'El estado civil del usuario era: {value}',
      likes: 'Al usuario le gustaba: {value}', dislikes: 'Al usuario no le gustaba: {value}', partner_name: 'La anterior pareja del usuario se llamaba {value}', boss_name: 'Quien dirigía antes al usuario en el trabajo se llamaba {value}',
      best_friend_name: 'La anterior mejor amistad del usuario se llamaba {value}', profession: 'Trabajo anterior del usuario: {value}', employer: 'Donde trabajaba antes el usuario: {value}', job_status: 'Situación laboral anterior del usuario: {value}',
      studies: 'Estudios anteriores del usuario: {value}', school: 'Donde estudiaba antes el usuario: {value}', diet: 'Dieta anterior del usuario: {value}', vehicle: 'Vehículo anterior del usuario: {value}', hobby: 'Afición anterior del usuario: {value}',
      goal: 'Meta anterior del usuario: {value}', habit: 'Costumbre anterior del usuario: {value}', plays_instrument: 'Instrumento que tocaba antes el usuario: {value}', plays_sport: 'Deporte que practicaba antes el usuario: {value}', owns: 'El usuario tenía {value}',
    },
    other: 'Antes, ya no: {sentence}', until: '(hasta {month})',
  },
  day: (month, day, year) => `${day} de ${months[month - 1] ?? month}${year === null ? '' : ` de ${year}`}`,
};
