// A conversation with memory in a few calls, in a temporary folder, with the scripted model: `node examples/library/hello.ts`.
// With a model of yours: LUMINORA_LLM_PROVIDER=ollama LUMINORA_LLM_MODEL=llama3.2 node examples/library/hello.ts
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Luminora } from '../../core/index.ts';

const dataFolder = await mkdtemp(join(tmpdir(), 'luminora-hello-'));
const luminora = await Luminora.fromConfig(undefined, { dataFolder, env: { LUMINORA_LLM_PROVIDER: 'scripted', ...process.env } });
try {
  const session = await luminora.createSession({ personality: 'luna', userId: 'ana' });
  for (const text of ['Hello, my name is Ana and my dog is called Max.', 'What is my dog called?']) {
    console.log(`ana:  ${text}`);
    process.stdout.write('luna: ');
    for await (const event of luminora.sendMessage(session.id, text)) {
      if (event.type === 'text-delta') process.stdout.write(event.text);
      if (event.type === 'turn-end') console.log(event.error === null ? '' : event.error.message);
    }
    await luminora.settled();
  }
  for (const fact of await luminora.getFacts({ userId: 'ana' })) console.log(`fact: ${fact.key} = ${String(fact.value)} (${fact.source})`);
  const [found] = await luminora.searchMemories('pet', { userId: 'ana' });
  console.log(`found for "pet": ${found?.text ?? 'nothing'}`);
} finally {
  await luminora.close();
  await rm(dataFolder, { recursive: true, force: true });
}
