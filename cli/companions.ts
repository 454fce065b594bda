// `luminora companions list`, `import` and `export`.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { cardFormats, LuminoraError, maximumCardBytes } from '../core/contract/index.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { cleanLine, type Cli } from './terminal.ts';
import { wordFor } from './words.ts';

export async function listCompanions(cli: Cli, options: FolderOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    const { personalities } = await opened.client.characters.list();
    if (cli.json) cli.line(JSON.stringify({ personalities }));
    else {
      for (const { id, name, description, descriptions } of personalities) {
        const { affinity } = await opened.client.affinity.get({ personality: id });
        cli.line(`${id.padEnd(16)} ${cleanLine(name)} (${cleanLine(wordFor(affinity.level, cli.language))})  ${cleanLine(descriptions[cli.language] ?? description)}`);
      }
    }
    return 0;
  } finally {
    await opened.close();
  }
}

/** @throws LuminoraError `invalid_input` naming the file */
export async function importCompanion(cli: Cli, options: FolderOptions & { file: string }): Promise<number> {
  const bytes = await readCardFile(cli, resolve(options.file));
  const opened = await openOrConnect(cli, options);
  try {
    const imported = await opened.client.cards.import({ file_name: basename(options.file), data: bytes.toString('base64') });
    if (cli.json) cli.line(JSON.stringify(imported));
    else {
      cli.line(cli.say('companionImported', { name: cleanLine(imported.personality.definition.persona.name), id: imported.personality.id }));
      for (const { path, message } of imported.findings) cli.line(`  ${cleanLine(path)}: ${cleanLine(message)}`);
    }
    return 0;
  } finally {
    await opened.close();
  }
}

/** Never over a file that is there. @throws LuminoraError `invalid_input` */
export async function exportCompanion(cli: Cli, options: FolderOptions & { id: string; format: string; to?: string }): Promise<number> {
  const format = cardFormats.find((known) => known === options.format);
  if (!format) throw new LuminoraError('invalid_input', cli.say('companionFormat', { format: options.format, known: cardFormats.join(', ') }));
  const opened = await openOrConnect(cli, options);
  try {
    const { file_name, data } = await opened.client.cards.export({ id: options.id, format });
    const file = resolve(options.to ?? basename(file_name));
    await writeFile(file, Buffer.from(data, 'base64'), { flag: 'wx' }).catch((cause: unknown) => {
      throw new LuminoraError('invalid_input', cli.say('fileNotWritten', { file, reason: cause instanceof Error ? cause.message : String(cause) }), { cause });
    });
    cli.line(cli.json ? JSON.stringify({ file }) : cli.say('companionExported', { file }));
    return 0;
  } finally {
    await opened.close();
  }
}

async function readCardFile(cli: Cli, file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > maximumCardBytes) throw new LuminoraError('invalid_input', cli.say('fileTooLarge', { file, megabytes: maximumCardBytes / 1024 / 1024 }));
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof LuminoraError) throw cause;
    throw new LuminoraError('invalid_input', cli.say('fileNotRead', { file, reason: cause instanceof Error ? cause.message : String(cause) }), { cause });
  }
}
