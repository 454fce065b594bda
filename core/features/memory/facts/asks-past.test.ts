import { expect, it } from 'vitest';
import { asksForPast } from './asks-past.ts';

it.each([
  '¿Dónde vivía antes?', '¿dónde vivía?', 'Dime dónde trabajaba antes', '¿En qué trabajaba antes de esto?', '¿Cuál era mi antiguo trabajo?', '¿Cómo se llama mi ex?', '¿Te acuerdas de mi anterior jefe?', '¿Qué coche tenía antes?', '¿Quién era mi pareja?',
  '¿A qué me dedicaba?', '¿En qué ciudades he vivido?', '¿Cómo se llamaba mi trabajo anterior?', '¿Dónde estudié?', '¿Qué comida me gustaba antes?', 'Hola. ¿Y dónde he vivido?', '¿Qué deporte practicaba?', '¿Ha cambiado mi trabajo?',
  'Where did I use to work?', 'where did I used to live?', 'What was my old job?', 'Where did I live before?', 'Tell me about my former boss', 'What was my previous address?', 'Who was my boss?', 'Where was I living before Lisbon?', 'What car did I drive?',
  'Which cities have I lived in?', 'Do you remember my ex-husband?', 'What is the history of my jobs?', 'Remind me where I used to work', 'Hi! Where have I worked?',
])('asks for the past: %s', (text) => expect(asksForPast(text)).toBe(true));

it.each([
  '¿Dónde vivo?', '¿Dónde vivo ahora?', '¿En qué trabajo?', '¿Cómo se llama mi perro?', 'Antes vivía en Madrid', 'Trabajaba en un banco y lo dejé', '¿Qué hago antes de comer?', '¿Dónde vivía Cervantes?', '¿Dónde vivía mi abuela?', '¿Qué coche tenía mi padre?',
  '¿Qué hice ayer?', 'El otro día te dije dónde vivo, ¿te acuerdas?', '¿Cómo era que me llamaba?', '¿Qué te pregunté en mi anterior mensaje?', '¿Qué tal?', 'Me gustaba el mar', '¿Puedo verte antes de las ocho?',
  'Where do I live?', 'What is my job?', 'I used to live in Madrid', 'My old job was awful.', 'What was the weather like?', "What was my dog's name again?", 'What did I do yesterday?', 'Where did Cervantes live?', 'What did you say before?', 'What was my last message?', 'Is my house old?', '', '???',
])('asks for now, or for nothing: %s', (text) => expect(asksForPast(text)).toBe(false));
