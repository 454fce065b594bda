// Every sentence the command line says, in English and Spanish. `{name}` marks what is filled in.

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

const texts = {
  program: { en: 'A companion that lives on your own machine and remembers.', es: 'Una compañía que vive en tu propio ordenador y recuerda.' },
  optionHelp: { en: 'show this help', es: 'mostrar esta ayuda' },
  optionVersion: { en: 'show the version', es: 'mostrar la versión' },
  commandHelp: { en: 'show the help of a command', es: 'mostrar la ayuda de una orden' },
  titleUsage: { en: 'Usage:', es: 'Uso:' },
  titleOptions: { en: 'Options:', es: 'Opciones:' },
  titleCommands: { en: 'Commands:', es: 'Órdenes:' },
  titleArguments: { en: 'Arguments:', es: 'Argumentos:' },
  optionData: { en: 'folder of your data', es: 'carpeta de tus datos' },
  optionConfig: { en: 'configuration file', es: 'archivo de configuración' },
  optionLanguage: { en: 'language of these messages', es: 'idioma de estos mensajes' },
  optionJson: { en: 'machine-readable output', es: 'salida legible por programas' },
  optionSet: { en: 'set a configuration value for this run, for example llm_provider.name=ollama', es: 'fija un valor de configuración para esta vez, por ejemplo llm_provider.name=ollama' },
  commandChat: { en: 'talk in the terminal', es: 'conversar en la terminal' },
  optionSession: { en: 'go on with this conversation', es: 'continuar esta conversación' },
  optionNew: { en: 'begin a new conversation', es: 'empezar una conversación nueva' },
  optionPersonality: { en: 'companion of a new conversation', es: 'compañía de una conversación nueva' },
  commandServe: { en: 'serve the app and the API on this machine', es: 'servir la aplicación y la API en este ordenador' },
  optionPort: { en: 'port to listen on (0: any free one)', es: 'puerto (0: cualquiera libre)' },
  optionOpen: { en: 'open the browser', es: 'abrir el navegador' },
  optionNoOpen: { en: 'do not open the browser', es: 'no abrir el navegador' },
  commandHealth: { en: 'how each part is', es: 'cómo está cada parte' },
  commandCompanions: { en: 'companions to talk with', es: 'personajes con quienes hablar' },
  commandCompanionsList: { en: 'list companions', es: 'listar personajes' },
  commandCompanionsImport: { en: 'import a character card (PNG, WEBP, JPEG, CHARX, JSON)', es: 'importar una tarjeta de personaje (PNG, WEBP, JPEG, CHARX, JSON)' },
  commandCompanionsExport: { en: 'write a companion to a file', es: 'guardar un personaje en un archivo' },
  optionCardFormat: { en: 'png, json, charx or luminora', es: 'png, json, charx o luminora' },
  optionTo: { en: 'file to write', es: 'archivo de destino' },
  commandModels: { en: 'language models on this machine', es: 'modelos de lenguaje de este ordenador' },
  commandModelsList: { en: 'list models', es: 'listar modelos' },
  commandModelsPull: { en: 'fetch a model (the default one without a name)', es: 'descargar un modelo (sin nombre, el predeterminado)' },
  commandMemory: { en: 'what is remembered of you', es: 'lo que se recuerda de ti' },
  commandMemoryAudit: { en: 'what is wrong with it: duplicates, secrets, what is out of date', es: 'qué falla en ello: duplicados, secretos, lo caducado' },
  optionUser: { en: 'whose memory (default)', es: 'la memoria de quién (default)' },
  optionMend: { en: 'mend it: exact (duplicates) or all-safe', es: 'arreglarlo: exact (duplicados) o all-safe (todo lo seguro)' },
  optionYes: { en: 'do not ask first', es: 'no preguntar antes' },
  optionProvider: { en: 'provider that runs the model', es: 'proveedor que usa el modelo' },

  commandSnapshot: { en: 'your data as one file', es: 'tus datos en un archivo' },
  commandSnapshotList: { en: 'list the snapshots kept in the data folder', es: 'listar las copias guardadas en la carpeta de datos' },
  commandSnapshotCreate: { en: 'write everything of yours, or of one companion, to a new file', es: 'guardar todo lo tuyo, o lo de un personaje, en un archivo nuevo' },
  commandSnapshotPreview: { en: 'check a file and tell what taking it in would do', es: 'comprobar un archivo y decir qué haría incorporarlo' },
  commandSnapshotApply: { en: 'take a file in (replace asks first)', es: 'incorporar un archivo (replace pregunta antes)' },
  optionSnapshotCompanion: { en: 'only what belongs to this companion', es: 'solo lo de este personaje' },
  optionSnapshotUser: { en: 'user it is of, or will be of', es: 'usuario del que es, o del que será' },
  optionSnapshotMode: { en: 'merge (add what is missing) or replace (remove what is here first)', es: 'merge (añadir lo que falta) o replace (quitar antes lo que hay)' },
  optionAnonymised: { en: 'exchange names, numbers, addresses and ids', es: 'cambiar nombres, números, direcciones e identificadores' },

  snapshotNone: { en: 'No snapshot is kept in the data folder.', es: 'No hay copias guardadas en la carpeta de datos.' },
  snapshotMade: { en: 'snapshot', es: 'copia' },
  snapshotBackup: { en: 'before a replacement', es: 'antes de un reemplazo' },
  snapshotWriting: { en: 'Writing', es: 'Escribiendo' },
  snapshotChecking: { en: 'Checking', es: 'Comprobando' },
  snapshotApplying: { en: 'Taking it in', es: 'Incorporando' },
  snapshotWritten: { en: 'Written to {file} ({size})', es: 'Guardado en {file} ({size})' },
  snapshotCounts: { en: '{added} added, {same} the same, {changed} changed, {kept} kept as here, {removed} removed', es: '{added} nuevos, {same} iguales, {changed} cambiados, {kept} como están aquí, {removed} quitados' },
  snapshotMode: { en: 'There is no mode "{mode}". There are: merge, replace.', es: 'No hay un modo «{mode}». Hay: merge, replace.' },
  snapshotSure: { en: 'Replace what is here? What is here now is kept as a backup. (y/N) ', es: '¿Reemplazar lo que hay? Lo que hay ahora se guarda como copia. (s/N) ' },
  snapshotNeedsYes: { en: 'Replacing removes what is here: add --yes where nobody can be asked.', es: 'Reemplazar quita lo que hay: añade --yes donde no se puede preguntar.' },
  snapshotNotApplied: { en: 'Nothing was changed.', es: 'No se cambió nada.' },
  snapshotApplied: { en: 'Done.', es: 'Hecho.' },
  snapshotUndo: { en: 'To undo it: luminora snapshot apply {id} --mode replace', es: 'Para deshacerlo: luminora snapshot apply {id} --mode replace' },

  serveReady: { en: 'Luminora is ready. Open this address (it works once, for ten minutes):', es: 'Luminora está lista. Abre esta dirección (sirve una vez, durante diez minutos):' },
  serveShared: { en: 'Luminora is running already with this data folder (process {pid}). Open this address (it works once, for ten minutes):', es: 'Luminora ya está en marcha con esta carpeta de datos (proceso {pid}). Abre esta dirección (sirve una vez, durante diez minutos):' },
  serveData: { en: 'Your data: {folder}', es: 'Tus datos: {folder}' },
  serveStop: { en: 'Ctrl+C ends it.', es: 'Ctrl+C la termina.' },
  serveEnding: { en: 'Closing.', es: 'Cerrando.' },
  folderInUse: { en: 'The data folder {folder} is open in process {pid}, which cannot be talked to from here. Close that one, or use it.', es: 'La carpeta de datos {folder} está abierta en el proceso {pid}, con el que no se puede hablar desde aquí. Ciérralo o usa ese.' },
  unknown: { en: 'unknown', es: 'desconocido' },

  companionImported: { en: '{name} has come: luminora chat --new --personality {id}', es: 'Ha llegado {name}: luminora chat --new --personality {id}' },
  companionExported: { en: 'Written to {file}', es: 'Guardado en {file}' },
  companionFormat: { en: 'There is no format "{format}". There are: {known}.', es: 'No hay un formato «{format}». Hay: {known}.' },
  fileNotRead: { en: 'The file {file} cannot be read: {reason}', es: 'No se puede leer el archivo {file}: {reason}' },
  fileNotWritten: { en: 'The file {file} cannot be written (nothing is overwritten): {reason}', es: 'No se puede escribir el archivo {file} (no se sobrescribe nada): {reason}' },
  fileTooLarge: { en: 'The file {file} is larger than {megabytes} MiB.', es: 'El archivo {file} pasa de {megabytes} MiB.' },

  chatHello: { en: '{name} · {model}. /help shows the commands.', es: '{name} · {model}. /help muestra las órdenes.' },
  chatNoModel: { en: 'no model yet: luminora models pull', es: 'aún sin modelo: luminora models pull' },
  chatPrompt: { en: 'you> ', es: 'tú> ' },
  chatHelp: {
    en: '/why           what the last reply was made from\n/search TEXT   search everything that was said\n/stop          stop the reply being written (also Ctrl+C)\n/quit          leave\n/help          this list',
    es: '/why           de qué se hizo la última respuesta\n/search TEXTO  buscar en todo lo dicho\n/stop          detener la respuesta (también Ctrl+C)\n/quit          salir\n/help          esta lista',
  },
  chatUnknownCommand: { en: 'There is no command {command}. /help shows those there are.', es: 'No existe la orden {command}. /help muestra las que hay.' },
  chatStopped: { en: '(stopped; what was written is kept)', es: '(detenido; lo escrito se conserva)' },
  chatNothingToStop: { en: 'No reply is being written.', es: 'No se está escribiendo ninguna respuesta.' },
  chatNoReply: { en: 'There is no reply yet.', es: 'Aún no hay ninguna respuesta.' },
  chatNothingFound: { en: 'Nothing found.', es: 'No se encontró nada.' },
  searchWhat: { en: 'Write what to look for: /search TEXT', es: 'Escribe qué buscar: /search TEXTO' },
  whyCharacter: { en: '{name}, {level}, {mood}', es: '{name}, {level}, {mood}' },
  whyRecalled: { en: 'Remembered:', es: 'Recordado:' },
  whyNothingRecalled: { en: 'Nothing was remembered for this reply.', es: 'No se recordó nada para esta respuesta.' },
  whyModel: { en: '{provider}/{model} on {location}', es: '{provider}/{model} en {location}' },
  whyTokens: { en: 'tokens: {used} of {budget}', es: 'tokens: {used} de {budget}' },

  auditCounts: { en: 'Looked at {facts} facts, {past} of the past and {episodes} episodes.', es: 'Revisados {facts} datos, {past} del pasado y {episodes} episodios.' },
  auditRepeats: { en: 'Learnt from words of yours that repeat what was recalled: {count}', es: 'Aprendidos de palabras tuyas que repiten lo recordado: {count}' },
  auditSecretMessages: { en: 'Messages that hold a card, key or password: {count}', es: 'Mensajes que contienen una tarjeta, clave o contraseña: {count}' },
  auditIncomplete: { en: 'There is more than one look takes in: mend, then look again.', es: 'Hay más de lo que cabe en una revisión: arregla y revisa otra vez.' },
  auditByWords: { en: 'The embedding model is not there: compared by words alone.', es: 'El modelo de significados no está: comparado solo por palabras.' },
  auditYours: { en: '(yours to choose)', es: '(lo eliges tú)' },
  auditClean: { en: 'Nothing is wrong.', es: 'No hay nada que arreglar.' },
  auditConfirm: { en: 'Mend {count} of these? What is merged or past stays in the history. (y/n)', es: '¿Arreglar {count} de estos? Lo unido o pasado queda en el historial. (s/n)' },
  auditMended: { en: 'Mended: {count}. Skipped: {skipped}.', es: 'Arreglados: {count}. Omitidos: {skipped}.' },
  auditNothingToMend: { en: 'Nothing of that kind to mend.', es: 'Nada de ese tipo que arreglar.' },
  auditNotMended: { en: 'Nothing was changed.', es: 'No se cambió nada.' },
  auditMendChoice: { en: 'There is no choice "{value}". There are: {known}.', es: 'No hay una opción «{value}». Hay: {known}.' },

  modelsNone: { en: 'No local provider answers.', es: 'No responde ningún proveedor local.' },
  modelsInstalled: { en: 'installed', es: 'instalado' },
  modelsAbsent: { en: 'not fetched', es: 'sin descargar' },
  modelsCurrent: { en: 'in use', es: 'en uso' },
  pullDone: { en: 'Done.', es: 'Hecho.' },
  pullLeft: { en: '{time} left', es: 'quedan {time}' },
  pullFrom: { en: 'from {source}', es: 'desde {source}' },
  whatToDo: { en: 'What to do: {advice}', es: 'Qué hacer: {advice}' },
  needsNumber: { en: '--port needs a whole number from 0 to 65535, not "{value}".', es: '--port necesita un número entero de 0 a 65535, no «{value}».' },
  needsPair: { en: '--set needs PATH=VALUE, not "{value}".', es: '--set necesita RUTA=VALOR, no «{value}».' },
} as const;

export type TextKey = keyof typeof texts;
/** Says a sentence in one language. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function createSay(language: Language): Say {
  return (key, values = {}) => texts[key][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The language asked for, else the system's, else English. */
export function chooseLanguage(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): Language {
  const wanted = asked ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return wanted.toLowerCase().startsWith('es') ? 'es' : 'en';
}
