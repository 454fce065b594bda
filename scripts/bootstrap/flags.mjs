// The flags of `npm start`: those the bootstrap itself needs to know; all others go to the app as they are.

/** Words that mean "the server, not the window". */
const headlessWords = ['--json', '--no-open', '--port', '--browser'];
/** Words that only the bootstrap understands. */
const ownWords = ['--no-models', '--browser'];

/** @param words what stands after `npm start --` */
export function readFlags(words) {
  const valueOf = (name) => {
    const index = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
    return index < 0 ? undefined : words[index].includes('=') ? words[index].slice(words[index].indexOf('=') + 1) : words[index + 1];
  };
  const has = (name) => words.some((word) => word === name || word.startsWith(`${name}=`));
  const headlessBecause = headlessWords.find(has);
  const settings = {};
  for (const [index, word] of words.entries()) {
    const pair = word === '--set' ? words[index + 1] : word.startsWith('--set=') ? word.slice(6) : undefined;
    if (pair?.includes('=')) settings[pair.slice(0, pair.indexOf('='))] = pair.slice(pair.indexOf('=') + 1);
  }
  const passed = words.filter((word) => !ownWords.includes(word));
  return {
    isJson: has('--json'), isHeadless: headlessBecause !== undefined, headlessBecause,
    wantsModels: !has('--no-models'), data: valueOf('--data'), config: valueOf('--config'), settings,
    serve: ['serve', ...passed, ...(has('--json') || has('--no-open') || has('--open') ? [] : ['--open'])],
    desktop: passed,
  };
}
