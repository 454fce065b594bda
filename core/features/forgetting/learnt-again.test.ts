// Forget, then talk on for fifty turns in which the companion and what is recalled mention it again: nothing is learnt anew. The user saying it anew is asked first.
import { afterEach, describe, expect, it } from 'vitest';
import { createTestEngine } from '../../testing/test-engine.ts';
import type { TestEngine } from '../../testing/test-engine.ts';

type Case = {
  language: string;
  told: string[];
  forget: { key: string; value: string }[];
  person: string;
  /** What a fact, an episode or a summary would hold, folded. */
  topic: RegExp;
  /** Said before and not forgotten: recall quotes it. */
  kept: string[];
  small: string[];
  replies: string[];
  anew: { text: string; key: string; value: string }[];
  paraphrase: { text: string; key: string }[];
};

const cases: Case[] = [
  {
    language: 'Spanish',
    told: ['Tengo depresión.', 'Me gusta la música.', 'Trabajo en una fábrica de muebles.', 'Mi hermana se llama Zulema.', 'Ayer me peleé con Zulema y estoy fatal.'],
    forget: [{ key: 'condition', value: 'depresión' }, { key: 'likes', value: 'música' }, { key: 'employer', value: 'fábrica de muebles' }], person: 'Zulema',
    topic: /depres|deprim|zulema|muebles|musica/,
    kept: ['Los días de lluvia pienso mucho en todo aquello.', 'A veces me cuesta levantarme por la mañana.'],
    small: ['Sí, ya lo sé.', 'Gracias por acordarte.', '¿Qué me recomiendas para cenar?', 'Hoy ha hecho buen día.', 'Vale, cuéntame algo.', 'No me apetece hablar de eso ahora.', '¿Y tú qué tal?', 'Mañana tengo mucho que hacer.', 'Ja, ja, qué cosas dices.', 'Voy a preparar la comida.'],
    replies: ['¿Cómo llevas la depresión estos días?', 'Me contaste que tu hermana se llama Zulema. ¿Habéis hecho las paces?', 'Sé que te gusta la música.', '¿Qué tal en la fábrica de muebles?', 'El otro día estabas muy deprimida por lo de Zulema.', 'Tienes depresión y trabajas en una fábrica de muebles, no lo olvido.', 'Ayer te peleaste con Zulema y estabas fatal.'],
    anew: [{ text: 'Tengo depresión.', key: 'condition', value: 'depresión' }, { text: 'Mi hermana se llama Zulema.', key: 'sister_name', value: 'Zulema' }],
    paraphrase: [{ text: 'Adoro escuchar música.', key: 'likes' }, { text: 'I work at a furniture factory.', key: 'employer' }],
  },
  {
    language: 'English',
    told: ['My goal is to quit smoking.', 'I love karaoke bars.', 'I have depression.', 'My sister is called Zulema.', 'Yesterday I had a terrible fight with Zulema and I am devastated.'],
    forget: [{ key: 'goal', value: 'quit smoking' }, { key: 'likes', value: 'karaoke bars' }, { key: 'condition', value: 'depression' }], person: 'Zulema',
    topic: /smok|karaoke|depress|zulema/,
    kept: ['On rainy days I think a lot about all that.', 'Some mornings it is hard to get up.'],
    small: ['Yes, I know.', 'Thanks for remembering.', 'What do you suggest for dinner?', 'The weather was nice today.', 'Fine, tell me something.', 'I would rather not talk about that now.', 'And how are you?', 'I have a lot to do tomorrow.', 'Ha ha, the things you say.', 'I am going to cook.'],
    replies: ['Are you still trying to quit smoking?', 'You told me that your sister is called Zulema. Have you made up?', 'I know that you love karaoke bars.', 'Is the depression any better this week?', 'You had a terrible fight with Zulema and were devastated.', 'Your goal is to stop smoking, I have not forgotten.'],
    anew: [{ text: 'I love karaoke bars.', key: 'likes', value: 'karaoke bars' }, { text: 'My sister is called Zulema.', key: 'sister_name', value: 'Zulema' }],
    paraphrase: [{ text: 'I would like to stop smoking.', key: 'goal' }, { text: 'Me han diagnosticado depresión.', key: 'condition' }],
  },
];

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

describe('what was forgotten', () => {
  let test: TestEngine;
  afterEach(() => test.close());
  const client = () => test.engine.client;

  it.each(cases)('is not learnt again in fifty turns in $language, and is asked about when the user says it', async ({ told, forget, person, topic, kept, small, replies, anew, paraphrase }) => {
    test = await createTestEngine({ realEmbeddings: true, script: { replies }, defaults: { memory: { refinement: 'off' } } });
    const { id: session } = await client().sessions.create({ personality: 'luna' });
    const say = async (text: string) => {
      const events = await test.say(session, text);
      await test.engine.jobsIdle();
      return events;
    };
    const memories = async () => [
      ...(await client().memory.facts({})).facts.map(({ key, value }) => `${key} ${String(value)}`), ...(await client().memory.episodes({})).episodes.map(({ title, summary }) => `${title} ${summary}`),
      ...(await client().summaries.all({})).summaries.map(({ content }) => content),
    ].map(fold).filter((text) => topic.test(text));
    const pending = async () => (await client().inbox.list({})).proposals.map(({ fact, reason }) => `${reason} ${fact.key}: ${String(fact.value)}`);

    for (const text of [...told, ...kept]) await say(text);
    expect((await memories()).length).toBeGreaterThanOrEqual(told.length - 1);
    for (const { key, value } of forget) {
      const fact = (await client().memory.facts({})).facts.find((one) => one.key === key && one.value === value);
      await client().forgetting.forget({ target: { kind: 'fact', id: fact!.id, with_words: true } });
    }
    await client().forgetting.forget({ target: { kind: 'person', name: person } });
    expect(await memories()).toEqual([]);

    let mentions = 0;
    let recalled = 0;
    for (let turn = 0; turn < 50; turn += 1) {
      const end = (await say(small[turn % small.length]!)).find((event) => event.type === 'turn-end');
      if (end?.type !== 'turn-end') throw new Error('the turn did not end');
      if (topic.test(fold(end.message.content))) mentions += 1;
      const trace = await client().chat.trace({ message_id: end.message.id });
      if (trace.recalled.some(({ text }) => topic.test(fold(text)))) recalled += 1;
    }
    // The companion and recall did bring it up: otherwise this shows nothing.
    expect(mentions).toBeGreaterThan(35);
    expect(recalled).toBeGreaterThan(0);
    await client().summaries.make({ session_id: session });
    expect((await client().summaries.list({ session_id: session })).summaries.length).toBeGreaterThan(3);
    expect(await memories()).toEqual([]);
    expect(await pending()).toEqual([]);

    const waits: string[] = [];
    for (const { text, key, value } of anew) {
      waits.push(`forgotten ${key}: ${value}`);
      await say(text);
      await say(text);
      expect(await pending()).toEqual(waits);
    }
    for (const { text, key } of paraphrase) {
      await say(text);
      expect((await pending()).filter((one) => one.startsWith(`forgotten ${key}: `))).toHaveLength(1);
    }
    expect(await pending()).toHaveLength(anew.length + paraphrase.length);
    expect((await client().memory.facts({})).facts.map(({ key, value }) => fold(`${key} ${String(value)}`)).filter((text) => topic.test(text))).toEqual([]);

    const before = (await client().forgetting.tombstones({})).tombstones.length;
    const [first] = (await client().inbox.list({})).proposals;
    await client().inbox.approve({ ids: [first!.id] });
    expect((await client().memory.facts({})).facts.map(({ key, value }) => `${key}: ${String(value)}`)).toContain(`${anew[0]!.key}: ${anew[0]!.value}`);
    expect((await client().forgetting.tombstones({})).tombstones.length).toBeLessThan(before);
    await say(anew[0]!.text);
    expect(await pending()).toHaveLength(anew.length + paraphrase.length - 1);
  }, 240_000);
});
