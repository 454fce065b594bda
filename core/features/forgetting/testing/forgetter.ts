// A process of its own that forgets a person, to be killed in the middle. Arguments: data folder, name. Says "ready", then "begin", then "done".
import { createTestEngine } from '../../../testing/test-engine.ts';

const [, , folder = '', name = ''] = process.argv;
const test = await createTestEngine({ dataFolder: folder });
await test.engine.jobsIdle();
process.stdout.write('ready\n');
process.stdin.once('data', () => {
  process.stdout.write('begin\n');
  test.engine.client.forgetting.forget({ target: { kind: 'person', name } }).then(() => process.stdout.write('done\n'), (error: unknown) => process.stdout.write(`${String(error)}\n`));
});
