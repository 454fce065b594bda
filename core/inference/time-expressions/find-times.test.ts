import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { easterSunday } from './calendar.ts';
import { findTimes } from './find-times.ts';

// A Wednesday.
const now = Date.parse('2025-06-11T15:30:00Z');

const short = (ms: number): string => new Date(ms).toISOString().replace(/T00:00:00\.000Z$/, '').replace(/:00:00\.000Z$/, '');
/** "expression: start..end precision", one for each, or "-". */
const read = (text: string, language: 'es' | 'en' | null): string =>
  findTimes(text, { now, language }).map((span) => `${span.text}: ${short(span.start)}..${short(span.end)} ${span.precision}${span.is_recurring ? ' recurring' : ''}`).join('; ') || '-';

const spanish: [string, string][] = [
  ['Ayer fui al cine', 'Ayer: 2025-06-10..2025-06-11 day'],
  ['anteayer llovió', 'anteayer: 2025-06-09..2025-06-10 day'],
  ['antes de ayer hablé con ella', 'antes de ayer: 2025-06-09..2025-06-10 day'],
  ['hoy no puedo', 'hoy: 2025-06-11..2025-06-12 day'],
  ['nos vemos mañana', 'mañana: 2025-06-12..2025-06-13 day'],
  ['pasado mañana vuelo a Lima', 'pasado mañana: 2025-06-13..2025-06-14 day'],
  ['anoche soñé contigo', 'anoche: 2025-06-10T20..2025-06-11T06 hour'],
  ['esta tarde voy al gimnasio', 'esta tarde: 2025-06-11T12..2025-06-11T20 hour'],
  ['Esta mañana desayuné fuera', 'Esta mañana: 2025-06-11T06..2025-06-11T12 hour'],
  ['mañana por la mañana', 'mañana por la mañana: 2025-06-12T06..2025-06-12T12 hour'],
  ['ayer por la tarde me caí', 'ayer por la tarde: 2025-06-10T12..2025-06-10T20 hour'],
  ['la semana pasada estuve malo', 'la semana pasada: 2025-06-02..2025-06-09 week'],
  ['esta semana toca examen', 'esta semana: 2025-06-09..2025-06-16 week'],
  ['la semana que viene', 'la semana que viene: 2025-06-16..2025-06-23 week'],
  ['el mes que viene me mudo', 'el mes que viene: 2025-07-01..2025-08-01 month'],
  ['el mes pasado cobré más', 'el mes pasado: 2025-05-01..2025-06-01 month'],
  ['el año pasado viajamos a Roma', 'el año pasado: 2024-01-01..2025-01-01 year'],
  ['el próximo año acabo la carrera', 'el próximo año: 2026-01-01..2027-01-01 year'],
  ['murió hace tres días', 'hace tres días: 2025-06-08..2025-06-09 day'],
  ['hace dos semanas', 'hace dos semanas: 2025-05-26..2025-06-02 week'],
  ['hace un mes lo dejamos', 'hace un mes: 2025-05-01..2025-06-01 month'],
  ['nos casamos hace 12 años', 'hace 12 años: 2013-01-01..2014-01-01 year'],
  ['hace un par de años', 'hace un par de años: 2023-01-01..2024-01-01 year'],
  ['hace año y medio', 'hace año y medio: 2023-12-01..2024-01-01 month'],
  ['hace media hora', 'hace media hora: 2025-06-11T15..2025-06-11T16 hour'],
  ['hace unos días me llamó', 'hace unos días: 2025-06-04..2025-06-11 week'],
  ['el otro día pensé en ti', 'el otro día: 2025-06-04..2025-06-11 week'],
  ['dentro de dos semanas nace', 'dentro de dos semanas: 2025-06-23..2025-06-30 week'],
  ['dentro de un par de meses', 'dentro de un par de meses: 2025-08-01..2025-09-01 month'],
  ['en tres días lo sabré', 'en tres días: 2025-06-14..2025-06-15 day'],
  ['el martes tengo dentista', 'el martes: 2025-06-17..2025-06-18 day'],
  ['el martes fui al dentista', 'el martes: 2025-06-10..2025-06-11 day'],
  ['el martes pasado', 'el martes pasado: 2025-06-10..2025-06-11 day'],
  ['el pasado sábado', 'el pasado sábado: 2025-06-07..2025-06-08 day'],
  ['el próximo viernes cenamos', 'el próximo viernes: 2025-06-13..2025-06-14 day'],
  ['el lunes que viene empiezo', 'el lunes que viene: 2025-06-16..2025-06-17 day'],
  ['el lunes de la semana pasada', 'el lunes de la semana pasada: 2025-06-02..2025-06-03 day'],
  ['el viernes por la noche salgo', 'el viernes por la noche: 2025-06-13T20..2025-06-14T06 hour'],
  ['mañana a las cinco de la tarde', 'mañana a las cinco de la tarde: 2025-06-12T17..2025-06-12T18 hour'],
  ['el jueves a las 9:30', 'el jueves a las 9:30: 2025-06-12T09..2025-06-12T10 hour'],
  ['los martes juego al pádel', 'los martes: 2025-06-17..2025-06-18 day recurring'],
  ['todos los domingos como con mi madre', 'todos los domingos: 2025-06-15..2025-06-16 day recurring'],
  ['¿qué hicimos el fin de semana?', 'el fin de semana: 2025-06-07..2025-06-09 day'],
  ['este finde voy a la playa', 'este finde: 2025-06-14..2025-06-16 day'],
  ['el fin de semana pasado', 'el fin de semana pasado: 2025-06-07..2025-06-09 day'],
  ['¿Qué te conté en mayo?', 'en mayo: 2025-05-01..2025-06-01 month'],
  ['En mayo voy a correr un maratón', 'En mayo: 2026-05-01..2026-06-01 month'],
  ['en agosto estuvimos en Cádiz', 'en agosto: 2024-08-01..2024-09-01 month'],
  ['en agosto nos vamos a Cádiz', 'en agosto: 2025-08-01..2025-09-01 month'],
  ['a finales de septiembre viajaremos', 'a finales de septiembre: 2025-09-21..2025-10-01 week'],
  ['en junio de 2019', 'en junio de 2019: 2019-06-01..2019-07-01 month'],
  ['el 3 de mayo nació', 'el 3 de mayo: 2025-05-03..2025-05-04 day'],
  ['el 1º de mayo hubo huelga', 'el 1º de mayo: 2025-05-01..2025-05-02 day'],
  ['el sábado 14 quedamos', 'el sábado 14: 2025-06-14..2025-06-15 day'],
  ['Nací el 14 de marzo de 1990', 'el 14 de marzo de 1990: 1990-03-14..1990-03-15 day'],
  ['el examen es el 20 de junio', 'el 20 de junio: 2025-06-20..2025-06-21 day'],
  ['fue el 3/5/2025', 'el 3/5/2025: 2025-05-03..2025-05-04 day'],
  ['caduca 12-11-26', '12-11-26: 2026-11-12..2026-11-13 day'],
  ['vence 5/31/2025', '5/31/2025: 2025-05-31..2025-06-01 day'],
  ['2025-07-01', '2025-07-01: 2025-07-01..2025-07-02 day'],
  ['del 3 al 5 de julio estaré fuera', 'del 3 al 5 de julio: 2025-07-03..2025-07-06 day'],
  ['me mudé en 2019', 'en 2019: 2019-01-01..2020-01-01 year'],
  ['2019', '2019: 2019-01-01..2020-01-01 year'],
  ['desde 2015 vivo aquí', 'desde 2015: 2015-01-01..2016-01-01 year'],
  ['en los noventa escuchaba grunge', 'en los noventa: 1990-01-01..2000-01-01 decade'],
  ['la música de los años 80', 'de los años 80: 1980-01-01..1990-01-01 decade'],
  ['el verano pasado', 'el verano pasado: 2024-06-01..2024-09-01 season'],
  ['este invierno iré a esquiar', 'este invierno: 2025-12-01..2026-03-01 season'],
  ['la primavera de 2022', 'la primavera de 2022: 2022-03-01..2022-06-01 season'],
  ['En Navidad vuelvo a casa', 'En Navidad: 2025-12-25..2025-12-26 day'],
  ['la Navidad pasada', 'la Navidad pasada: 2024-12-25..2024-12-26 day'],
  ['en Nochevieja bailamos mucho, lo pasé genial', 'en Nochevieja: 2024-12-31..2025-01-01 day'],
  ['en Semana Santa fuimos a Sevilla', 'en Semana Santa: 2025-04-13..2025-04-21 week'],
  ['los últimos tres meses han sido duros', 'los últimos tres meses: 2025-03-11..2025-06-12 month'],
  ['a las ocho de la noche', 'a las ocho de la noche: 2025-06-11T20..2025-06-11T21 hour'],
  ['Ayer comí con Ana y mañana ceno con Luis', 'Ayer: 2025-06-10..2025-06-11 day; mañana: 2025-06-12..2025-06-13 day'],
  ['la conocí en enero y en julio nos casaremos', 'en enero: 2025-01-01..2025-02-01 month; en julio: 2025-07-01..2025-08-01 month'],
];

const english: [string, string][] = [
  ['I went running yesterday', 'yesterday: 2025-06-10..2025-06-11 day'],
  ['the day before yesterday', 'the day before yesterday: 2025-06-09..2025-06-10 day'],
  ['today is a good day', 'today: 2025-06-11..2025-06-12 day'],
  ['see you tomorrow', 'tomorrow: 2025-06-12..2025-06-13 day'],
  ['the day after tomorrow', 'the day after tomorrow: 2025-06-13..2025-06-14 day'],
  ['I dreamt of you last night', 'last night: 2025-06-10T20..2025-06-11T06 hour'],
  ['dinner tonight?', 'tonight: 2025-06-11T20..2025-06-12T06 hour'],
  ['this morning I overslept', 'this morning: 2025-06-11T06..2025-06-11T12 hour'],
  ['yesterday morning', 'yesterday morning: 2025-06-10T06..2025-06-10T12 hour'],
  ['tomorrow at 5 pm', 'tomorrow at 5 pm: 2025-06-12T17..2025-06-12T18 hour'],
  ['tomorrow at 9:30am', 'tomorrow at 9:30am: 2025-06-12T09..2025-06-12T10 hour'],
  ['What did we do last May?', 'last May: 2025-05-01..2025-06-01 month'],
  ['What did I tell you in May?', 'in May: 2025-05-01..2025-06-01 month'],
  ["In May I'll run a marathon", 'In May: 2026-05-01..2026-06-01 month'],
  ['we are going to Rome in August', 'in August: 2025-08-01..2025-09-01 month'],
  ['we went to Rome in August', 'in August: 2024-08-01..2024-09-01 month'],
  ['next week', 'next week: 2025-06-16..2025-06-23 week'],
  ['last week was awful', 'last week: 2025-06-02..2025-06-09 week'],
  ["last week's meeting", "last week's: 2025-06-02..2025-06-09 week"],
  ['the week before last', 'the week before last: 2025-05-26..2025-06-02 week'],
  ['this month', 'this month: 2025-06-01..2025-07-01 month'],
  ['last year I moved', 'last year: 2024-01-01..2025-01-01 year'],
  ['next year', 'next year: 2026-01-01..2027-01-01 year'],
  ['two days ago', 'two days ago: 2025-06-09..2025-06-10 day'],
  ['a couple of weeks ago', 'a couple of weeks ago: 2025-05-26..2025-06-02 week'],
  ['a week ago', 'a week ago: 2025-06-02..2025-06-09 week'],
  ['about 3 months ago', 'about 3 months ago: 2025-03-01..2025-04-01 month'],
  ['a year and a half ago', 'a year and a half ago: 2023-12-01..2024-01-01 month'],
  ['twelve years ago', 'twelve years ago: 2013-01-01..2014-01-01 year'],
  ['an hour ago', 'an hour ago: 2025-06-11T14..2025-06-11T15 hour'],
  ['a few days ago', 'a few days ago: 2025-06-04..2025-06-11 week'],
  ['the other day we met', 'the other day: 2025-06-04..2025-06-11 week'],
  ['the baby comes in three months', 'in three months: 2025-09-01..2025-10-01 month'],
  ['two weeks from now', 'two weeks from now: 2025-06-23..2025-06-30 week'],
  ['last summer we camped', 'last summer: 2024-06-01..2024-09-01 season'],
  ['the summer of 2019', 'the summer of 2019: 2019-06-01..2019-09-01 season'],
  ['next winter', 'next winter: 2025-12-01..2026-03-01 season'],
  ['it happened on May 3rd', 'on May 3rd: 2025-05-03..2025-05-04 day'],
  ['3 May 2023', '3 May 2023: 2023-05-03..2023-05-04 day'],
  ['7 May, 2023', '7 May, 2023: 2023-05-07..2023-05-08 day'],
  ['the 3rd of May, 2023', 'the 3rd of May, 2023: 2023-05-03..2023-05-04 day'],
  ['May 7, 2023', 'May 7, 2023: 2023-05-07..2023-05-08 day'],
  ['on Monday, June 23rd', 'on Monday, June 23rd: 2025-06-23..2025-06-24 day'],
  ['5/3/2025', '5/3/2025: 2025-05-03..2025-05-04 day'],
  ['31/5/2025', '31/5/2025: 2025-05-31..2025-06-01 day'],
  ['2025-07-01', '2025-07-01: 2025-07-01..2025-07-02 day'],
  ['from May 3 to 5, 2025', 'from May 3 to 5, 2025: 2025-05-03..2025-05-06 day'],
  ['the week before 9 June 2023', 'the week before 9 June 2023: 2023-05-29..2023-06-05 week'],
  ['the Friday before 15 July 2023', 'the Friday before 15 July 2023: 2023-07-14..2023-07-15 day'],
  ['May 2023', 'May 2023: 2023-05-01..2023-06-01 month'],
  ['early May 2023', 'early May 2023: 2023-05-01..2023-05-11 week'],
  ['at the end of the month', 'the end of the month: 2025-06-21..2025-07-01 week'],
  ['what did we do at the weekend?', 'at the weekend: 2025-06-07..2025-06-09 day'],
  ['last weekend', 'last weekend: 2025-06-07..2025-06-09 day'],
  ['this weekend we will hike', 'this weekend: 2025-06-14..2025-06-16 day'],
  ['the weekend before last', 'the weekend before last: 2025-05-31..2025-06-02 day'],
  ['last Friday', 'last Friday: 2025-06-06..2025-06-07 day'],
  ['I saw her on Friday', 'on Friday: 2025-06-06..2025-06-07 day'],
  ['I have an exam on Friday', 'on Friday: 2025-06-13..2025-06-14 day'],
  ['next Tuesday', 'next Tuesday: 2025-06-17..2025-06-18 day'],
  ['Friday night was fun', 'Friday night: 2025-06-06T20..2025-06-07T06 hour'],
  ['on Tuesdays I swim', 'on Tuesdays: 2025-06-17..2025-06-18 day recurring'],
  ['every Sunday', 'every Sunday: 2025-06-15..2025-06-16 day recurring'],
  ['back in 2015', 'back in 2015: 2015-01-01..2016-01-01 year'],
  ['I moved here in 2019.', 'in 2019: 2019-01-01..2020-01-01 year'],
  ['2019', '2019: 2019-01-01..2020-01-01 year'],
  ['the 90s', 'the 90s: 1990-01-01..2000-01-01 decade'],
  ['in the nineties', 'in the nineties: 1990-01-01..2000-01-01 decade'],
  ['in the 1980s', 'in the 1980s: 1980-01-01..1990-01-01 decade'],
  ['at Christmas we go home', 'at Christmas: 2025-12-25..2025-12-26 day'],
  ['last Christmas I gave you my heart', 'last Christmas: 2024-12-25..2024-12-26 day'],
  ["on New Year's Eve we danced", "on New Year's Eve: 2024-12-31..2025-01-01 day"],
  ['Thanksgiving 2024', 'Thanksgiving 2024: 2024-11-28..2024-11-29 day'],
  ['the last three months', 'the last three months: 2025-03-11..2025-06-12 month'],
  ['at 8 in the evening', 'at 8 in the evening: 2025-06-11T20..2025-06-11T21 hour'],
  ['I met her in January and we will marry in July', 'in January: 2025-01-01..2025-02-01 month; in July: 2025-07-01..2025-08-01 month'],
];

const noTime: ['es' | 'en', string][] = [
  ['es', 'patatas con mayo'], ['es', 'ponle mayo al bocadillo'], ['es', 'me voy de marcha'], ['es', 'el sol me da en la cara'], ['es', 'espera un segundo'], ['es', 'quedó segundo'], ['es', 'mi cumpleaños'],
  ['es', 'Julio me llamó'], ['es', 'Abril es mi hermana'], ['es', 'hace calor'], ['es', 'hace mucho ruido'], ['es', 'tengo 28 años'], ['es', 'cuesta 2000 euros'], ['es', 'gano 2000 al mes'], ['es', 'hoy en día todo es caro'],
  ['es', 'lo hice en tres días'], ['es', 'son 24/7'], ['es', 'los noventa euros'], ['es', 'la mañana es lo mejor'], ['es', 'feliz navidad'], ['es', 'una vez'], ['es', 'el último día'], ['es', 'Marte es rojo'], ['es', '¡Feliz año nuevo!'],
  ['en', 'I may go'], ['en', 'may I ask something?'], ['en', 'march on!'], ['en', 'one second please'], ['en', 'the second time'], ['en', 'the sun is out'], ['en', 'she sat down'], ['en', 'I wed him'], ['en', 'April is my sister'],
  ['en', 'we fall and rise'], ['en', 'spring rolls'], ['en', 'I have 2000 followers'], ['en', 'it costs 2000 dollars'], ['en', 'I did it in three days'], ['en', 'I am 28 years old'], ['en', 'open 24/7'], ['en', 'my last name'],
  ['en', 'merry Christmas'], ['en', 'once upon a time'], ['en', 'what an august gathering'], ['en', 'the third floor'], ['en', 'on the 3rd floor'], ['en', 'in a second'], ['en', 'she is in her twenties'], ['en', 'my birthday'],
];

describe('findTimes', () => {
  it.each(spanish)('reads the Spanish of "%s"', (text, expected) => { expect(read(text, 'es')).toBe(expected); });
  it.each(english)('reads the English of "%s"', (text, expected) => { expect(read(text, 'en')).toBe(expected); });
  it.each(noTime)('finds no time in the %s text "%s"', (language, text) => { expect(read(text, language)).toBe('-'); });

  it('looks for both languages when none is given', () => {
    expect(read('ayer / yesterday', null)).toBe('ayer: 2025-06-10..2025-06-11 day; yesterday: 2025-06-10..2025-06-11 day');
    expect(read('el martes pasado', null)).toBe(read('el martes pasado', 'es'));
  });

  it('takes the tense it is told over the sentence\'s own', () => {
    const start = (tense: 'past' | 'future') => short(findTimes('in August', { now, language: 'en', tense })[0]!.start);
    expect([start('past'), start('future')]).toEqual(['2024-08-01', '2025-08-01']);
  });

  it('counts days in the zone it is told, also where the clocks change', () => {
    const late = Date.parse('2025-06-11T23:30:00Z');
    const yesterday = (timeZone?: string) => findTimes('ayer', timeZone === undefined ? { now: late } : { now: late, timeZone }).map((span) => [short(span.start), short(span.end)])[0];
    expect(yesterday()).toEqual(['2025-06-10', '2025-06-11']);
    expect(yesterday('Europe/Madrid')).toEqual(['2025-06-10T22', '2025-06-11T22']);
    expect(yesterday('America/Lima')).toEqual(['2025-06-10T05', '2025-06-11T05']);
    const [change] = findTimes('el 30 de marzo de 2025', { now, timeZone: 'Europe/Madrid' });
    expect([short(change!.start), short(change!.end)]).toEqual(['2025-03-29T23', '2025-03-30T22']);
  });

  it('gives the place of the expression in the text', () => {
    const text = '😀 Bueno, el martes pasado sí';
    const [span] = findTimes(text, { now, language: 'es' });
    expect(text.slice(span!.index, span!.index + span!.text.length)).toBe('el martes pasado');
  });

  it('gives ordered, separate, sensible spans for any text and any time', () => {
    const word = fc.constantFrom('el', 'martes', 'pasado', 'mayo', 'de', '3', '31', '2023', '/', '-', ',', 'in', 'may', 'last', 'week', 'hace', 'dos', 'años', 'a', 'las', '5', ':', '99', 'the', 'of', '29', 'february', 'febrero', 'en', 'los', 'noventa', 'ago', '1000', 'st', 'y', 'al', 'del', 'weekend', '😀', "'s", '\n');
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')));
    fc.assert(fc.property(anyText, fc.integer({ min: -8e15, max: 8e15 }), fc.constantFrom('es', 'en', null), (text, time, language) => {
      let end = 0;
      for (const span of findTimes(text, { now: time, language })) {
        expect(span.index).toBeGreaterThanOrEqual(end);
        end = span.index + span.text.length;
        expect(text.slice(span.index, end)).toBe(span.text);
        expect(Number.isFinite(span.start) && span.end > span.start).toBe(true);
      }
    }), { numRuns: 500 });
  });

  it('reads a hundred kilobytes of the worst it could meet', () => {
    // Would not end in the time a test has if one pattern went back and forth.
    for (const piece of ['hace tres días el martes 3/5 ', '1 2 3 4 5 ', 'el ', 'on ', 'the in May 3 , ', 'a las 5 y ', '- ', "' ", 'a', '9', 'é', "a'"]) {
      expect(Array.isArray(findTimes(piece.repeat(Math.ceil(100_000 / piece.length)), { now }))).toBe(true);
    }
  });
});

describe('the calendar', () => {
  it('knows Easter', () => {
    expect([2023, 2024, 2025, 2026, 2038].map((year) => short(easterSunday(year)))).toEqual(['2023-04-09', '2024-03-31', '2025-04-20', '2026-04-05', '2038-04-25']);
  });
});
