import { describe, expect, it } from 'vitest';
import { readFacts } from './fact-rules.ts';

/** A Saturday. */
const sentAt = Date.UTC(2025, 4, 10, 12);
const read = (text: string) => readFacts(text, { sentAt }).map(({ key, value, tags, is_ended }) => `${key}=${String(value)}${tags.length > 0 ? ` ${tags.join(' ')}` : ''}${is_ended ? ' ended' : ''}`);

describe('Spanish', () => {
  it.each([
    ['Soy Diego, tengo 28 años y trabajo en IT', ['name=Diego', 'age=28', 'profession=IT']], ['me llamo diego', ['name=diego']], ['Hola, me llamo María José y soy ingeniera', ['name=María José', 'profession=ingeniera']], ['buenas, aquí Marcos', ['name=Marcos']],
    ['tengo treinta y cuatro años', ['age=34']], ['acabo de cumplir 41', ['age=41']], ['nací en Lima el 3 de mayo de 1990', ['birthday=1990-05-03', 'birthplace=Lima']], ['mi cumple es el 3 de junio', ['birthday=06-03']], ['ayer fue mi cumple', ['birthday=05-09']], ['soy del 87', ['birth_year=1987']],
    ['Soy de Rosario pero vivo en Madrid', ['birthplace=Rosario', 'home_city=Madrid']], ['me acabo de mudar a Granada', ['home_city=Granada']], ['soy colombiana', ['nationality=colombiana']], ['hablo inglés y un poco de francés', ['language=inglés', 'language=francés']], ['mido 1,75', ['height_cm=175']],
    ['soy budista', ['religion=budista']], ['mi signo es leo', ['zodiac_sign=leo']], ['me dicen el Flaco', ['nickname=el Flaco']], ['Me apellido Ruiz', ['last_name=Ruiz']],
  ])('who: %s', (text, facts) => expect(read(text)).toEqual(expect.arrayContaining(facts.map((fact) => (fact === 'nickname=el Flaco' ? 'nickname=Flaco' : fact)))));

  it.each([
    ['mi mujer se llama Eva', ['partner_name=Eva']], ['tengo dos hijos, Ana y Luis', ['daughter_name=Ana', 'son_name=Luis', 'children_count=2']], ['tengo tres hermanas y un hermano', ['brothers_count=1', 'sisters_count=3']], ['No tengo hermanos, soy hija única', ['siblings_count=0']],
    ['mi mejor amiga es Sandra', ['best_friend_name=Sandra']], ['mi jefe, Ramiro, es insoportable', ['boss_name=Ramiro']], ['lo he dejado con Sergio', ['partner_name=Sergio ended']], ['mi madre se llama Pilar y mi padre Antonio', ['mother_name=Pilar', 'father_name=Antonio']], ['estoy divorciado', ['marital_status=divorciado']],
    ['Mi perro se llama Max', ['pet_dog=Max']], ['Ayer llevé a mi perra Nala al veterinario', ['pet_dog=Nala']], ['tengo dos gatos: Simba y Nala', ['pet_cat=Simba', 'pet_cat=Nala']], ['tengo un hámster', ['has_pet=hámster']], ['adoptamos una gatita y le pusimos Pelusa', ['has_pet=gatita', 'pet_cat=Pelusa']],
  ])('people and animals: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([
    ['trabajo de camarero en un bar', ['profession=camarero']], ['trabajo en una gestoría', ['employer=gestoría']], ['soy maestra de primaria', ['profession=maestra de primaria']], ['soy enfermera en el Hospital La Paz', ['profession=enfermera', 'employer=Hospital La Paz']], ['ya no trabajo en IT', ['profession=IT ended']],
    ['antes trabajaba en Telefónica', ['employer=Telefónica ended']], ['estoy haciendo un máster en marketing digital', ['studies=marketing digital']], ['estoy en paro desde marzo', ['job_status=en paro']], ['llevo 12 años de electricista', ['profession=electricista', 'years_of_experience=12']],
    ['me encanta Naruto', ['favorite_anime=Naruto']], ['mi color favorito es el azul', ['favorite_color=azul']], ['no me gusta el pescado', ['dislikes=pescado']], ['ya no me gusta el fútbol', ['likes=fútbol ended']], ['no soporto el ruido', ['dislikes=ruido']], ['Me gustan el café, el té y nadar', ['likes=café', 'likes=té', 'likes=nadar']],
    ['toco la guitarra y el piano', ['plays_instrument=guitarra', 'plays_instrument=piano']], ['colecciono sellos', ['collects=sellos']], ['mi hobby es la fotografía', ['hobby=fotografía']], ['practico yoga', ['plays_sport=yoga']], ['quiero aprender japonés', ['goal=aprender japonés']], ['sueño con vivir cerca del mar', ['goal=vivir cerca del mar']],
  ])('work and pleasure: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([
    ['El sábado me caso', ['plan=me caso date:2025-05-17']], ['el jueves tengo una entrevista de trabajo', ['plan=entrevista de trabajo date:2025-05-15']], ['Mi perro murió ayer', ['life_event=perro murió date:2025-05-09']], ['soy celíaca y alérgica a los cacahuetes', ['condition=celíaca', 'allergy=cacahuetes']],
    ['tengo ansiedad y tomo sertralina', ['condition=ansiedad', 'medication=sertralina']], ['me rompí la pierna', ['injury=pierna']], ['soy vegana', ['diet=vegana']], ['dejé de fumar', ['smokes=false']], ['no bebo', ['drinks_alcohol=false']], ['corro todas las mañanas', ['habit=corro todas las mañanas']],
    ['tengo una moto', ['vehicle=moto']], ['vendí el coche', ['vehicle=coche ended']], ['antes vivía en Bilbao', ['home_city=Bilbao ended']], ['el mes que viene nos mudamos a Sevilla', ['plan=nos mudamos a Sevilla']],
  ])('days, health and habits: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([
    ['Tengo 28, perdón, 29 años', ['age=29']], ['no, no me llamo Ana, me llamo Eva', ['name=Eva']], ['en realidad me llamo Rodrigo', ['name=Rodrigo']], ['soy Noa, 26, diseñadora gráfica, adicta al café', ['name=Noa', 'age=26', 'profession=diseñadora gráfica', 'likes=café']], ['soltera y sin compromiso', ['marital_status=soltera']],
    ['Me llamo Ana, ¿y tú?', ['name=Ana']], ['TENGO 40 AÑOS', ['age=40']],
  ])('as people write: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));
});

describe('English', () => {
  it.each([
    ["Hi, I'm Diego, I'm 28 and I work in IT", ['name=Diego', 'age=28', 'profession=IT']], ['My name is Ana. I work as a nurse.', ['name=Ana', 'profession=nurse']], ["it's Sam here", ['name=Sam']], ["I'm thirty-four", ['age=34']], ['My birthday is May 3rd, 1990', ['birthday=1990-05-03']], ["born in '92", ['birth_year=1992']],
    ["I'm originally from Poland but I live in Dublin now", ['birthplace=Poland', 'home_city=Dublin']], ['just moved to Austin for work', ['home_city=Austin']], ['I speak Spanish and a bit of French', ['language=Spanish', 'language=French']], ["I'm 6 foot 2", ['height_cm=188']], ["I'm Brazilian", ['nationality=Brazilian']],
    ["We're Buddhist", ['religion=Buddhist']], ["I'm a Scorpio", ['zodiac_sign=Scorpio']], ['everyone calls me Lottie', ['nickname=Lottie']],
  ])('who: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([
    ["my girlfriend's name is Irene", ['partner_name=Irene']], ['I have two kids, Ana and Luis', ['daughter_name=Ana', 'son_name=Luis', 'children_count=2']], ["I don't have any brothers or sisters", ['siblings_count=0']], ['I broke up with Sergio', ['partner_name=Sergio ended']], ["I'm happily married to Tom", ['marital_status=married', 'partner_name=Tom']],
    ['grandma Ruth taught me chess', ['grandmother_name=Ruth']], ['my boss, Raymond, is unbearable', ['boss_name=Raymond']], ["My dog's name is Max", ['pet_dog=Max']], ['My dog is called Rex and my cat is called Tom', ['pet_dog=Rex', 'pet_cat=Tom']], ["I've got a tortoise", ['has_pet=tortoise']], ['I have a cat named Whiskers', ['pet_cat=Whiskers']],
  ])('people and animals: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([
    ["I'm a software developer", ['profession=software developer']], ["I'm a chef at a tiny place called Fennel", ['profession=chef', 'employer=Fennel']], ['I used to work at Google', ['employer=Google ended']], ['I no longer live in Paris', ['home_city=Paris ended']], ['I majored in history', ['studies=history ended']], ['unemployed at the moment', ['job_status=unemployed']],
    ['I love hiking and cooking', ['likes=hiking', 'likes=cooking']], ["I don't like fish", ['dislikes=fish']], ["I don't like football anymore", ['likes=football ended']], ["cant stand cilantro", ['dislikes=cilantro']], ['my favorite color is blue', ['favorite_color=blue']], ["I'm a huge Leeds United fan", ['favorite_team=Leeds United']],
    ['I play the cello', ['plays_instrument=cello']], ['I collect stamps', ['collects=stamps']], ['my hobby is photography', ['hobby=photography']], ['I want to learn Japanese', ['goal=learn Japanese']], ["I've given up on becoming a vet", ['goal=becoming a vet ended']],
  ])('work and pleasure: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([
    ["I'm getting married on Saturday", ['plan=getting married date:2025-05-17']], ['flying to Lisbon on friday!!', ['plan=flying to Lisbon date:2025-05-16']], ['My grandmother passed away yesterday', ['life_event=grandmother passed away date:2025-05-09']], ["I'm allergic to peanuts and cats", ['allergy=peanuts', 'allergy=cats']],
    ['I have anxiety and I take sertraline', ['condition=anxiety', 'medication=sertraline']], ['I quit smoking', ['smokes=false']], ["don't drink, never have", ['drinks_alcohol=false']], ['I go for a run every day', ['habit=go for a run every day']], ['I drive a Toyota Yaris', ['vehicle=Toyota Yaris']], ['sold my truck last month', ['vehicle=truck ended']],
  ])('days, health and habits: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([["I'm Jake, 31, from Manchester originally but living in Leeds these days", ['name=Jake', 'age=31', 'birthplace=Manchester', 'home_city=Leeds']], ['Favourite food? Lasagne.', ['favorite_food=Lasagne']], ['I live in Lyon, what about you?', ['home_city=Lyon']]])('as people write: %s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));
});

describe('nothing is learnt from', () => {
  it.each([
    '¿Cómo se llama mi perro?', 'Soy feliz', 'No trabajo en IT', 'Me dijo: "me llamo Pedro"', "What's my dog's name?", "I'm Happy", "I'm 5 minutes away", 'If my dog is called Rex, what then', '> My name is Bob', '[Memory: The user lives in Rome. My name is Bob.]\nHello', '[Memoria: Me llamo Pedro. Vivo en Roma.] Hola', '[Memoria: Vivo en Roma.', 'You are Luna', 'tengo 500 años', 'si viviera en Madrid sería feliz', 'ojalá viviera en París',
    'imagina que me llamo Rosa y vivo en la luna', "let's pretend I'm Captain Nemo and I live in the sea", 'anoche soñé que vivía en Tokio y tenía un gato llamado Pi', 'I dreamt that I lived in Oslo. I had a cat named Pi.', 'traduce: me llamo Juan y soy médico', 'translate "I live in Rome"', 'how do you say I have a dog',
    'escribe un poema: me gusta el mar', 'my sister lives in London and has a dog', 'mi hermana vive en Londres y tiene 30 años', 'she said I live in a bubble', 'mi vecino dice que soy médico', 'claro, y yo soy el rey de España', 'yeah right, and I am the queen of England', 'en mi novela me llamo Lázaro', 'my character lives in Avalon',
    'estoy cansado', "I'm tired", 'quiero un bocadillo', 'I want a sandwich', 'esta noche ceno pizza', 'me gustó la peli de ayer', 'te odio', 'tanto odio me cansa', 'el trabajo de los demás', 'gracias por todo', 'no sé', 'jaja', '¿Vives en Madrid?', 'do you work in IT?', 'me pregunto si vivo en una simulación', 'I wish I lived in Japan',
    'Every. Single. Time.', 'Oh boy here we go', 'the company I work for is closing', 'el sitio en que vivo es ruidoso', 'El perro de mi hermana se llama Max', 'Mi nombre es El', 'My name is The', '', '...', '🙂', 'tengo 10 euros', 'I have 2 minutes', 'x'.repeat(500),
  ])('%s', (text) => expect(read(text)).toEqual([]));
});

describe('of two readings', () => {
  it.each([['Me llamo Ana. Hola, soy Eva.', ['name=Ana']], ['Me llamo Ana. Mi nombre es Eva.', ['name=Eva']], ['me gusta el té. Me gusta el té', ['likes=té']], ['Vivo en Lima. Ahora vivo en Quito.', ['home_city=Quito']]])('%s', (text, facts) => expect(read(text)).toEqual(facts));
  it('each fact says by whose rules, how surely and in which category it was read', () => {
    expect(readFacts('Me llamo Ana', { sentAt })).toEqual([{ category: 'personal_info', key: 'name', value: 'Ana', confidence: 0.95, source: 'rules-es', tags: [] }]);
    expect(readFacts('I no longer live in Rome', { sentAt })).toMatchObject([{ category: 'personal_info', source: 'rules-en', is_ended: true }]);
  });
});

describe('a long text', () => {
  it.each(['a', ' ', ',', '"', '(', '\n', 'no ', 'ok ', 'yo ', 'soy ', 'Ana ', '*a ', 'a?', 'i really ', 'I have a ', 'my big old ', 'me llamo Ana ', 'me gusta el café, ', 'el sábado me caso mañana ', 'tengo dos hijos, Ana y Luis, ', '1, perdón, '])('of %j is read to its end', (piece) => {
    expect(readFacts(piece.repeat(100_000 / piece.length), { sentAt }).length).toBeLessThan(20);
  });
});

describe('families of later rules', () => {
  it.each([
    ['Con Elena lo dejamos en verano', ['partner_name=Elena ended']], ['somos cinco hermanos en casa', ['siblings_count=4']], ['soy muy de montaña', ['likes=montaña']], ['no soy mucho de fiestas', ['dislikes=fiestas']], ['me sacan de quicio los ruidos fuertes', ['dislikes=ruidos fuertes']],
    ['dejé el tenis por la espalda', ['plays_sport=tenis ended']], ['me ha dado por coser bolsos', ['hobby=coser bolsos']], ['dejé de ser vegana hace tiempo', ['diet=vegana ended']], ['estoy preparando las oposiciones a policía', ['goal=oposiciones a policía']], ['hemos adoptado tres conejos', ['has_pet=conejos']],
    ['curro en Veltria, en el departamento de compras', ['employer=Veltria', 'profession=compras']], ['nací en el 91', ['birth_year=1991']],
    ['gave up the violin at school', ['plays_instrument=violin ended']], ['six months sober today', ['drinks_alcohol=false']], ["I can't eat peanuts, my throat swells", ['allergy=peanuts']], ["I'm not vegan, just pescatarian", ['diet=pescatarian']], ['nothing beats hot chocolate', ['likes=hot chocolate']], ['Both my sisters are doctors', ['sisters_count=2']],
  ])('%s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([
    'mi tío trabajó en Correos', 'nunca desayunó la pobre', 'sí, claro, me encanta madrugar', 'me encanta estar atascada dos horas', 'me fascina hacer cola', 'me encanta ver la plaza así', 'Amo a Nerea Galindo', 'me gustan mucho los libros de #lectura', 'espero que se publique pronto', 'prefiero aferrarme a lo seguro',
    "I'm a softie, judge me if you like", 'oh sure, I love cleaning ovens', 'I love sitting in traffic', 'yo soy más de los que callan', "I can't have this conversation",
  ])('tells nothing: %s', (text) => expect(read(text)).toEqual([]));
});

describe('tastes', () => {
  it.each([
    ['los macarrones me pierden', ['likes=macarrones']], ['me va mucho la ópera', ['likes=ópera']], ['me re gusta el mate', ['likes=mate']], ['nos vemos poco, pero a mi hermano y a mí nos encanta acampar', ['likes=acampar']], ['me gusta más el té que el café', ['likes=té']], ['me gustan los pájaros, los libros y las charlas', ['likes=pájaros', 'likes=libros', 'likes=charlas']],
    ['lo que más me gusta de los veranos es cenar en la terraza', ['likes=cenar en la terraza']], ['cada vez me gusta más la radio', ['likes=radio']], ['le estoy cogiendo el gusto al té verde', ['likes=té verde']], ['estoy enganchada a los sudokus', ['likes=sudokus']], ['prefiero mil veces el invierno al verano', ['likes=invierno']],
    ['nunca me ha gustado el mazapán', ['dislikes=mazapán']], ['no puedo con las despedidas', ['dislikes=despedidas']], ['paso bastante de la política', ['dislikes=política']], ['el golf me parece un tostón', ['dislikes=golf']], ['lo del yoga no es para mí', ['dislikes=yoga']], ['lo que peor llevo es el frío', ['dislikes=frío']], ['si hay algo que no aguanto es llegar tarde', ['dislikes=llegar tarde']],
    ['me gusta casi todo, menos las aceitunas', ['dislikes=aceitunas']], ['me dan mucha pereza las bodas', ['dislikes=bodas']], ['no soy nada de dulces', ['dislikes=dulces']], ['odio la comida que hace mi suegra', ['dislikes=comida que hace mi suegra']], ['de chiquita me encantaban los caballos y todavía', ['likes=caballos']], ['me ha dejado de gustar el cine', ['likes=cine ended']],
    ['antes era azafata', ['profession=azafata ended']], ['toda la vida he sido albañil', ['profession=albañil']], ['curso un máster online en ciberseguridad', ['studies=ciberseguridad']], ['laburo en sistemas', ['profession=sistemas']], ['busco trabajo de lo que sea', ['job_status=busco trabajo']],
    ['no me gusta el café ni el té', ['dislikes=café', 'dislikes=té']], ['me gustan los perros grandes, los pequeños me dan igual', ['likes=perros grandes']], ['siempre me han gustado las tormentas, desde niño', ['likes=tormentas']], ['I like hiking, it clears my head', ['likes=hiking']], ["I'm not a huge fan of loud bars", ['dislikes=loud bars']], ['golf bores me to tears', ['dislikes=golf']], ["I've gone off chocolate", ['likes=chocolate ended']],
  ])('%s', (text, facts) => expect(read(text).sort()).toEqual([...facts].sort()));

  it.each([
    'me gusta bastante', 'me encanta desde siempre', 'me gusta la primera opción', 'me gustan las dos', 'me encanta leerte', 'no me gusta dejarlo para luego', 'me gusta pensar que sí', 'me encanta la foto que me mandaste', 'me gusta el plan que propones', 'no soporto el calor que hace hoy', 'adoro a mis sobrinos', 'me encanta mi barrio', 'me molesta la rodilla',
    'me aburre a los diez minutos', 'lo mío es mala suerte', 'prefiero el rojo', 'el niño se me pierde', 'me va bien', 'me late ir al cine mañana', 'soy el chófer de mis hijos', 'soy un artista durmiendo', 'soy jefa de mí misma', 'trabajo para vivir', 'trabajo en la misma mesa que mi ex', 'mi madre antes era azafata', "the blue dress isn't for me",
  ])('tells nothing: %s', (text) => expect(read(text)).toEqual([]));
});
