// Things people have favourites of, by the end of the key `favorite_<thing>`.
import { wordMap } from './list.ts';

export const spanishThings = wordMap(`
color: color, colores
food: comida, comidas, plato, platillo, alimento
drink: bebida, trago, refresco
fruit: fruta
vegetable: verdura
dessert: postre, dulce
ice_cream: helado, sabor de helado, nieve
anime: anime, animes
manga: manga
movie: pelicula, peli, film, largometraje
series: serie, teleserie, serie de tv
show: programa, programa de tele
book: libro, novela
author: autor, autora, escritor, escritora
poet: poeta
game: juego, videojuego
board_game: juego de mesa
band: grupo, banda, grupo de musica, grupo musical
singer: cantante, cantautor, cantautora
artist: artista, pintor, pintora
song: cancion, tema, rola
album: disco, album
music: musica, estilo de musica, tipo de musica
genre: genero, genero musical, genero literario
sport: deporte
team: equipo, equipo de futbol, club
player: jugador, jugadora, futbolista, tenista
city: ciudad
country: pais
place: lugar, sitio, rincon
season: estacion, estacion del ano, epoca del ano, temporada
month: mes
day: dia, dia de la semana
animal: animal
flower: flor
number: numero
subject: asignatura, materia
hobby: pasatiempo, hobby, aficion
actor: actor
actress: actriz
director: director, directora, director de cine
character: personaje
superhero: superheroe, superheroina
restaurant: restaurante, bar
podcast: podcast
beer: cerveza
wine: vino
coffee: cafe
tea: te
word: palabra
holiday: fiesta, festividad
pizza: pizza
cheese: queso
poem: poema
instrument: instrumento
youtuber: youtuber
language: idioma
smell: olor
breakfast: desayuno
snack: snack, botana, aperitivo
weather: clima, tiempo
`);

export const englishThings = wordMap(`
color: color, colour, shade
food: food, meal, dish, cuisine
drink: drink, beverage, cocktail
fruit: fruit
vegetable: vegetable, veggie
dessert: dessert, sweet, cake
ice_cream: ice cream, ice cream flavor, ice cream flavour, flavor of ice cream, flavour of ice cream
anime: anime
manga: manga
movie: movie, film, flick
series: series, tv series, tv show, show
book: book, novel
author: author, writer
poet: poet
game: game, video game, videogame
board_game: board game
band: band, group, music group
singer: singer, vocalist
artist: artist, painter, musician
song: song, track, tune
album: album, record
music: music, kind of music, type of music
genre: genre, music genre, book genre
sport: sport
team: team, football team, soccer team, baseball team, basketball team
player: player, footballer
city: city
country: country
place: place, spot, place on earth, place in the world
season: season, time of year
month: month
day: day, day of the week
animal: animal
flower: flower
number: number
subject: subject, class, school subject
hobby: hobby, pastime
actor: actor
actress: actress
director: director
character: character
superhero: superhero
restaurant: restaurant, cafe, coffee shop, pub
podcast: podcast
beer: beer
wine: wine
coffee: coffee
tea: tea
word: word
holiday: holiday
pizza: pizza
cheese: cheese
poem: poem
instrument: instrument
youtuber: youtuber
language: language
smell: smell, scent
breakfast: breakfast
snack: snack
weather: weather
toy: toy
candy: candy
sandwich: sandwich
composer: composer
`);
