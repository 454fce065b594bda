// Detection on top of the trained heads and the shipped embedding: losses told in many words, talk that only sounds like one, and the seven types.
// The sentences are this repository's own.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../inference/heads/analyse.ts';
import { loadHeads } from '../../../inference/heads/load-heads.ts';
import { silentLog } from '../../../lib/log.ts';
import type { EmbeddingModel } from '../../../providers/embeddings/embeddings.ts';
import { localEmbeddingOptions, localEmbeddings } from '../../../providers/embeddings/local.ts';
import { createTestMemory } from '../../../testing/test-memory.ts';
import type { TestMemory } from '../../../testing/test-memory.ts';
import { classificationFor, classifyText } from '../classification/classify-message.ts';
import { detectEpisodes } from './detect.ts';
import type { EpisodeDraft } from './describe.ts';

const losses: readonly (readonly [string, string])[] = [
  ['Hoy ha muerto mi abuela', 'Pasábamos todos los veranos juntos'],
  ['Mi gatita se fue ayer al cielo', 'Tenía solo tres años'],
  ['Acabo de perder a mi hermano', 'No me sale ni hablar'],
  ['Tuve que despedirme de mi perro esta tarde', 'Catorce años a mi lado'],
  ['Se murió Toby, mi perro', 'Me esperaba siempre en la puerta'],
  ['Me ha dejado mi padre, no superó la operación', 'Era mi héroe'],
  ['Mi loro apareció muerto en la jaula', 'Era muy listo'],
  ['El lunes enterramos a mi madrina', 'Me quería como a una hija'],
  ['Falleció nuestra yegua anoche', 'La montaba desde niña'],
  ['Mi mejor amigo se mató en la moto', 'Íbamos a vernos mañana'],
  ['Se me murió la tortuga', 'Parece una bobada, pero estoy llorando'],
  ['Nos llamaron del hospital, el abuelo no ha aguantado', 'Le debo todo'],
  ['Hace dos días que murió mi marido', 'La cama está fría'],
  ['Mi perra Lola ya descansa', 'Fue mi sombra durante diez años'],
  ['Hemos perdido al bebé', 'Ya teníamos el nombre'],
  ['My old cat died in my arms tonight', 'He purred until the end'],
  ['I had to say goodbye to my dog today', 'Worst day of my life'],
  ['My aunt died of cancer on Monday', 'She was like a mother to me'],
  ['We lost our grandfather over the weekend', 'He told the best stories'],
  ['Rex crossed the rainbow bridge this morning', 'He was my shadow'],
  ['My wife passed three weeks ago', 'The house is so quiet'],
  ['My best friend was killed by a drunk driver', 'We grew up together'],
  ['Our puppy got hit by a car and died', 'My kids keep asking for him'],
  ["Dad had a heart attack and didn't survive", 'I was going to call him tonight'],
  ['I found my goldfish dead', "Silly, I know, but I'm sad"],
  ['Mom is no longer with us', 'I still pick up the phone to call her'],
  ['My little brother took his own life', 'I should have noticed'],
  ['The horse I grew up with died', 'I learned everything with her'],
  ['We had to euthanize our cat', 'She trusted me so much'],
  ["My grandpa's funeral was today", "I couldn't stop shaking"],
];
const noLosses: readonly (readonly [string, string])[] = [
  ['Ayer paseé a mi perro por la playa', 'Le encanta el agua'],
  ['Mi abuela hace las mejores croquetas', 'Mañana voy a verla'],
  ['El profe me mató con ese examen', 'Qué difícil'],
  ['Me partí de risa con mi hermano', 'Es un payaso'],
  ['Perdí al ajedrez con mi padre', 'Siempre me gana'],
  ['My cat is sleeping on the keyboard', 'He always does that'],
  ['That joke killed me', 'I laughed so hard'],
  ['My grandma is turning ninety', 'We are planning a party'],
  ['I lost the game against my brother', 'He cheats'],
  ['The battery is dead again', 'I need a new one'],
  ['El mosquito por fin murió', 'Qué alivio'],
  ['Julio César murió asesinado', 'Lo leí en un libro'],
  ['My sister is dead tired', 'She works nights'],
  ['I would die for a pizza right now', 'With extra cheese'],
  ['Se me fue el tren', 'Cogeré el siguiente'],
  ['Mi perro ladró ayer', 'Es muy ruidoso'],
  ['Mi gato se comió la cena', 'Es un glotón'],
  ['My dog learned a new trick', 'He is so smart'],
  ['En la serie se muere el protagonista', 'Me quedé flipando'],
  ['Me muero de hambre', '¿Qué ceno?'],
  ['My phone died on the train', 'So annoying'],
  ['La batería del coche murió', 'Tengo que cambiarla'],
  ['I am dying to see that film', 'It opens on Friday'],
  ['El perro de la película muere al final', 'Qué bajón'],
  ['I lost my keys', 'They were in the car'],
  ['Perdí el autobús', 'Llegué tarde'],
  ['Ayer comí con mi abuelo', 'Está hecho un toro'],
  ['We said goodbye to the old car', 'New one comes Monday'],
  ['Mi jefe se ha ido de vacaciones', 'Qué paz'],
  ['The plant on my desk died', 'I forgot to water it'],
];
const types: Readonly<Record<string, readonly string[]>> = {
  confession: [
    'Te voy a contar algo que no sabe nadie: robé en una tienda de joven', 'Tengo que admitir que le mentí a mi marido sobre el dinero', 'No se lo digas a nadie, pero estoy enamorada de mi jefe', 'Nunca le he dicho a mi familia que soy gay', 'Me da vergüenza, pero sigo durmiendo con la luz encendida',
    'Promise not to tell anyone? I got fired last month and my wife thinks I still go to work', 'I have to come clean: I have been drinking again', 'This is hard to say but I am in love with my best friend', 'Nobody in my family knows I dropped out', 'I lied on my résumé and I feel terrible',
  ],
  conflict: [
    'Mi novia y yo tuvimos una pelea horrible anoche', 'Me he enfadado con mi padre y no nos hablamos', 'Mi compañero de piso me gritó por los platos', 'Qué asco me das, no me ayudas en nada', 'Mi suegra y yo hemos acabado a voces',
    'My roommate and I got into a shouting match', 'I had a terrible argument with my mom', 'You are so stupid, you never get anything right', 'My brother and I are not on speaking terms', 'My boss humiliated me in front of everyone',
  ],
  achievement: [
    'Hoy he terminado la carrera por fin', '¡Me han dado la beca!', 'He conseguido correr diez kilómetros sin parar', 'Gané el concurso de fotografía', 'Me han subido el sueldo y me hacen fija',
    'I passed the bar exam!', 'Guess who just got promoted', 'I finally finished writing my thesis', 'We won the championship!', 'I have been sober for one year today',
  ],
  milestone: [
    'Mi novio me ha pedido que me case con él', 'Vamos a tener un bebé', 'Hoy nos dan las llaves del piso nuevo', 'Mañana cumplo cuarenta años', 'Mi hija ha empezado a andar hoy',
    'I am pregnant!', 'We just bought our first house', 'He proposed and I said yes', 'My son started school today', 'I am moving to Berlin next week',
  ],
  bonding: [
    'Qué bien que existas, de verdad', 'Contigo puedo hablar de todo', 'Gracias por estar siempre ahí', 'Eres mi mejor amiga', 'Me has ayudado muchísimo estos meses, gracias',
    'You are the only one who listens to me', 'Thank you for always being there', 'I feel like you really understand me', 'You mean a lot to me', 'Talking with you always makes my day better',
  ],
  emotional_moment: [
    'Estoy hundido, no quiero salir de la cama', 'Mi marido me ha dejado por otra', 'Me han detectado un cáncer', 'Llevo una semana llorando sin parar', 'Me han echado del trabajo',
    'My girlfriend broke up with me', 'I got laid off this morning', 'They found a tumour in my lung', 'I have never felt so alone in my life', 'I had a car accident and I am still shaking',
  ],
  none: [
    'Hoy he comido lentejas', '¿Qué película me recomiendas?', 'Me gusta mucho el café con leche', 'Mañana va a llover', 'Trabajo en una oficina del centro',
    'Ayer fui al súper y compré fruta', 'Tengo que poner una lavadora', 'Qué calor hace hoy', 'El partido de ayer fue aburrido', 'Me llamo Ana y vivo en Madrid',
    'I had pasta for dinner', 'What should I watch tonight?', 'I really like this song', 'The bus was late again', 'I work in an office downtown',
    'Thanks!', 'That is so cool', 'I need to do the laundry', 'It is hot today', 'My name is Tom and I live in Leeds',
  ],
};

let memory: TestMemory;
let model: EmbeddingModel;
let tell: (lines: readonly (readonly ['user' | 'assistant', string])[]) => Promise<EpisodeDraft[]>;
beforeAll(async () => {
  memory = await createTestMemory();
  const modelsFolder = join(import.meta.dirname, '../../../../models');
  model = await localEmbeddings.create(localEmbeddingOptions.parse({}), {
    fetch: () => Promise.reject(new Error('no network')), clock: memory.clock, log: silentLog, modelsFolder, downloadsFolder: join(memory.folder, 'downloads'), secret: async () => undefined,
  });
  const spaceId = model.space().id;
  const analyser = createAnalyser({ heads: await loadHeads(join(modelsFolder, 'heads'), silentLog), spaceId });
  tell = async (lines) => {
    const vectors = await model.embed(lines.map(([, text]) => text), 'query');
    return detectEpisodes(lines.map(([speaker, content], index) => {
      const { interactions, ...analysis } = analyser.analyse({ text: content, vector: vectors[index]!, spaceId, now: 0 });
      const text = classifyText(content, { ...analysis, interactions: interactions.map(({ type }) => type) }, { facts: [], nearest: null, contentHash: '', analyser: '' });
      const message = { id: `m${index}`, user_id: 'u', session_id: 's', speaker, content, created_at: index };
      return { message, classification: classificationFor(message, text, 0) };
    }));
  };
}, 60_000);
afterAll(async () => {
  await model.close();
  await memory.close();
});

async function shareOf<Case>(cases: readonly Case[], isRight: (one: Case) => Promise<boolean>): Promise<{ share: number; wrong: Case[] }> {
  const wrong: Case[] = [];
  for (const one of cases) if (!await isRight(one)) wrong.push(one);
  return { share: 1 - wrong.length / cases.length, wrong };
}

describe('with the trained heads', () => {
  it('a loss is one sad moment of importance 7 or more, whatever the words', async () => {
    const { share, wrong } = await shareOf(losses, async ([news, next]) => {
      const [episode, ...others] = await tell([['user', news], ['assistant', 'Lo siento mucho'], ['user', next]]);
      return episode !== undefined && others.length === 0 && episode.type === 'emotional_moment' && episode.importance >= 7 && episode.tags.includes('sad');
    });
    expect(share, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.9);
  }, 60_000);

  it('what only sounds like one is none', async () => {
    const { share, wrong } = await shareOf(noLosses, async ([one, next]) => (await tell([['user', one], ['assistant', 'Ya veo'], ['user', next]])).every((episode) => episode.importance < 7));
    expect(share, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.9);
  }, 60_000);

  it('each type is told from the others, and everyday talk makes none', async () => {
    const cases = Object.entries(types).flatMap(([type, texts]) => texts.map((text) => ({ type, text })));
    const { share, wrong } = await shareOf(cases, async ({ type, text }) => ((await tell([['user', text]]))[0]?.type ?? 'none') === type);
    expect(share, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.9);
  }, 60_000);
});
