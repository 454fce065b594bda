// The process the crash test kills: opens the engine on a folder, says one numbered message after another and prints "ack N" when it is saved.
// Arguments: data folder, first number.
import { writeSync } from 'node:fs';
import { openEngine, productFolder } from '../../index.ts';

const [folder = '', first = '0'] = process.argv.slice(2);
const engine = await openEngine({
  dataFolder: folder, productFolder, env: {},
  defaults: { llm_provider: { name: 'scripted', config: { delay_ms: 1, replies: ['one two three four five six'] } }, embedding_provider: { name: 'scripted' } },
});
const { sessions, chat } = engine.client;
const session = (await sessions.list({})).sessions[0] ?? await sessions.create({ title: 'crash' });

for (let number = Number(first); ; number += 1) {
  const message = `Mensaje ${number}: ${number % 2 === 0 ? `tengo ${10 + (number % 80)} años` : 'te quiero'}`;
  for await (const event of await chat.send({ session_id: session.id, message, client_message_id: `client-${number}` })) {
    if (event.type === 'message-saved') writeSync(1, `ack ${number}\n`);
  }
}
