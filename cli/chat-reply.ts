// One turn in the terminal: the reply as it is written, or the turn's events as JSON lines.
import { adviceOf, type MessageView, type TurnEvent } from '../core/contract/index.ts';
import { cleanText, type Cli } from './terminal.ts';

/** Writes the turn out and answers the assistant's message at its end. */
export async function showReply(cli: Cli, events: AsyncIterable<TurnEvent>): Promise<MessageView | null> {
  let reply: MessageView | null = null;
  let isFirstPiece = true;
  for await (const event of events) {
    if (event.type === 'turn-end') reply = event.message;
    if (cli.json) {
      cli.line(JSON.stringify(event));
      continue;
    }
    if (event.type === 'text-delta') {
      cli.terminal.output.write(cleanText(isFirstPiece ? event.text.trimStart() : event.text));
      isFirstPiece &&= event.text.trim() === '';
    } else if (event.type === 'text-replace') {
      cli.line();
      cli.terminal.output.write(cleanText(event.text));
      isFirstPiece = false;
    } else if (event.type === 'turn-end') showEnd(cli, event, isFirstPiece);
  }
  return reply;
}

function showEnd(cli: Cli, event: Extract<TurnEvent, { type: 'turn-end' }>, isNothingShown: boolean): void {
  if (isNothingShown && event.message.content !== '') cli.terminal.output.write(cleanText(event.message.content));
  if (!isNothingShown || event.message.content !== '') cli.line();
  if (event.message.status === 'interrupted' && event.error?.code === 'cancelled') cli.line(cli.say('chatStopped'));
  else if (event.error) {
    cli.note(cleanText(event.error.message));
    cli.note(cli.say('whatToDo', { advice: adviceOf(event.error)[cli.language] }));
  } else if (event.message.status === 'interrupted') cli.line(cli.say('chatStopped'));
  cli.line();
}
