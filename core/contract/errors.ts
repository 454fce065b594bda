// The one error class of the product and its closed set of codes; each code knows its HTTP status, its exit status and what a person may do.
import * as z from 'zod';

/** Every way a request can fail. Adding a code here makes every table below demand its row. */
export const errorCodes = [
  'invalid_input', 'invalid_configuration', 'not_found', 'conflict', 'unauthorized', 'forbidden', 'rate_limited', 'turn_in_progress',
  'provider_unavailable', 'provider_rejected', 'provider_bad_response', 'provider_timeout', 'model_missing', 'model_damaged',
  'download_failed', 'storage_failed', 'storage_full', 'storage_damaged', 'storage_from_future', 'data_folder_in_use',
  'embedding_mismatch', 'secret_store_unavailable', 'cancelled', 'unsupported', 'feature_off', 'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];
export const errorCodeSchema = z.enum(errorCodes);

type ErrorCodeFacts = { status: number; exit: number; retryable: boolean; advice: { en: string; es: string } };

/** Per code: HTTP status, process exit status, whether trying again can help, and a sentence for a person. */
export const errorFacts: Record<ErrorCode, ErrorCodeFacts> = {
  invalid_input: { status: 400, exit: 2, retryable: false, advice: { en: 'Check what was sent and try again.', es: 'Revisa lo enviado e inténtalo de nuevo.' } },
  invalid_configuration: { status: 400, exit: 2, retryable: false, advice: { en: 'Correct the configuration file at the place named above.', es: 'Corrige el archivo de configuración en el lugar indicado.' } },
  not_found: { status: 404, exit: 3, retryable: false, advice: { en: 'It may have been deleted.', es: 'Puede que se haya borrado.' } },
  conflict: { status: 409, exit: 4, retryable: false, advice: { en: 'Reload to see the present state, then try again.', es: 'Recarga para ver el estado actual e inténtalo de nuevo.' } },
  unauthorized: { status: 401, exit: 5, retryable: false, advice: { en: 'Open the address printed at start again, or send the token.', es: 'Abre de nuevo la dirección impresa al inicio o envía el token.' } },
  forbidden: { status: 403, exit: 5, retryable: false, advice: { en: 'This page or program may not talk to Luminora.', es: 'Esta página o programa no puede hablar con Luminora.' } },
  rate_limited: { status: 429, exit: 6, retryable: true, advice: { en: 'Wait a moment and try again.', es: 'Espera un momento e inténtalo de nuevo.' } },
  turn_in_progress: { status: 409, exit: 4, retryable: true, advice: { en: 'Wait for the reply to end, or stop it.', es: 'Espera a que termine la respuesta o detenla.' } },
  provider_unavailable: { status: 503, exit: 7, retryable: true, advice: { en: 'Check that the model server is running, or choose another model in Settings.', es: 'Comprueba que el servidor del modelo está en marcha o elige otro modelo en Ajustes.' } },
  provider_rejected: { status: 502, exit: 7, retryable: false, advice: { en: 'The model server refused the request: check the key and the model name in Settings.', es: 'El servidor del modelo rechazó la petición: revisa la clave y el nombre del modelo en Ajustes.' } },
  provider_bad_response: { status: 502, exit: 7, retryable: true, advice: { en: 'The model server answered something unreadable. Try again.', es: 'El servidor del modelo respondió algo ilegible. Inténtalo de nuevo.' } },
  provider_timeout: { status: 504, exit: 7, retryable: true, advice: { en: 'The model took too long. Try again, or choose a smaller model.', es: 'El modelo tardó demasiado. Inténtalo de nuevo o elige un modelo más pequeño.' } },
  model_missing: { status: 409, exit: 8, retryable: false, advice: { en: 'Download the model in Settings, or choose another.', es: 'Descarga el modelo en Ajustes o elige otro.' } },
  model_damaged: { status: 500, exit: 8, retryable: false, advice: { en: 'The model file is damaged: download it again.', es: 'El archivo del modelo está dañado: descárgalo de nuevo.' } },
  download_failed: { status: 502, exit: 9, retryable: true, advice: { en: 'Check the network and try again: it continues where it stopped.', es: 'Revisa la red e inténtalo de nuevo: continúa donde se detuvo.' } },
  storage_failed: { status: 500, exit: 10, retryable: true, advice: { en: 'The data folder could not be read or written.', es: 'No se pudo leer o escribir la carpeta de datos.' } },
  storage_full: { status: 507, exit: 10, retryable: true, advice: { en: 'The disk is full: free some space. Nothing was lost.', es: 'El disco está lleno: libera espacio. No se perdió nada.' } },
  storage_damaged: { status: 500, exit: 10, retryable: false, advice: { en: 'The database is damaged: restore a backup.', es: 'La base de datos está dañada: restaura una copia.' } },
  storage_from_future: { status: 500, exit: 10, retryable: false, advice: { en: 'This data was written by a newer Luminora: update the program.', es: 'Estos datos son de una versión más nueva: actualiza el programa.' } },
  data_folder_in_use: { status: 409, exit: 11, retryable: true, advice: { en: 'Another Luminora has this data folder open: use that one or close it.', es: 'Otra Luminora tiene abierta esta carpeta de datos: usa esa o ciérrala.' } },
  embedding_mismatch: { status: 409, exit: 12, retryable: false, advice: { en: 'The stored vectors belong to another embedding model: re-index.', es: 'Los vectores guardados son de otro modelo: vuelve a indexar.' } },
  secret_store_unavailable: { status: 503, exit: 13, retryable: true, advice: { en: 'The system keyring is locked or missing: unlock it and try again.', es: 'El llavero del sistema está bloqueado o no existe: desbloquéalo e inténtalo de nuevo.' } },
  cancelled: { status: 499, exit: 130, retryable: true, advice: { en: 'It was stopped on request.', es: 'Se detuvo a petición.' } },
  unsupported: { status: 400, exit: 2, retryable: false, advice: { en: 'This part cannot do that.', es: 'Esta parte no puede hacer eso.' } },
  feature_off: { status: 409, exit: 14, retryable: false, advice: { en: 'It is switched off: switch it on in Settings, under Memory.', es: 'Está desactivado: actívalo en Ajustes, en Memoria.' } },
  internal: { status: 500, exit: 1, retryable: true, advice: { en: 'Something unexpected happened. The log has the details under the incident number.', es: 'Ocurrió algo inesperado. El registro tiene los detalles bajo el número de incidente.' } },
};

/** Where `details.field` tells more than the code does: what is switched off lies elsewhere in the settings, and is one that is on. */
const adviceOfField: ReadonlyMap<string, ErrorCodeFacts['advice']> = new Map([
  ['models.offline', {
    en: 'The program is set to stay offline: switch “Stay offline” off in Settings, under Model, or bring the files in from a folder.',
    es: 'El programa está configurado para no usar la red: desactiva «Sin red» en Ajustes, en Modelo, o trae los archivos desde una carpeta.',
  }],
]);

/** What a person may do about an error, in both languages. */
export function adviceOf({ code, details }: { code: ErrorCode; details?: Record<string, unknown> | undefined }): { en: string; es: string } {
  const field = details?.['field'];
  return (code === 'feature_off' && typeof field === 'string' ? adviceOfField.get(field) : undefined) ?? errorFacts[code].advice;
}

/** What an error looks like as data: in a turn event, in a stored message, in a response body. */
export const errorDataSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  retryable: z.boolean(),
});
export type ErrorData = z.infer<typeof errorDataSchema>;

/** The product's only error. `message` is for a person; `details` is JSON; `cause` never leaves the process. */
export class LuminoraError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown; retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LuminoraError';
    this.code = code;
    this.details = options.details ?? {};
    this.retryable = options.retryable ?? errorFacts[code].retryable;
  }
}

/** True for our own error, also for one that crossed a process or module border (compared by code, not by class). */
export function isLuminoraError(error: unknown): error is LuminoraError {
  return error instanceof Error && error.name === 'LuminoraError' && errorCodeSchema.safeParse((error as { code?: unknown }).code).success;
}

/** The JSON form of any error. What is not ours becomes `internal` and its text stays inside. */
export function toErrorData(error: unknown): ErrorData {
  if (isLuminoraError(error)) return { code: error.code, message: error.message, details: error.details, retryable: error.retryable };
  return { code: 'internal', message: errorFacts.internal.advice.en, retryable: true };
}
