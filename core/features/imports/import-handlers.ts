// The imports' part of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import type { ImportService } from './import-service.ts';

export function createImportHandlers(builder: HandlerBuilder, imports: ImportService) {
  const routes = builder.imports;
  return {
    list: routes.list.handler(async () => ({ imports: await imports.list() })),
    get: routes.get.handler(({ input }) => imports.get(input.id)),
    begin: routes.begin.handler(({ input }) => imports.begin(input)),
    putPiece: routes.putPiece.handler(({ input }) => imports.putPiece(input.id, input.index, input.data)),
    start: routes.start.handler(({ input }) => imports.start(input)),
    cancel: routes.cancel.handler(({ input }) => imports.cancel(input.id, input.undo)),
    undo: routes.undo.handler(({ input }) => imports.undo(input.id)),
  };
}
