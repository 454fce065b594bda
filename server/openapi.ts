// The OpenAPI document of the REST interface, made from the contract.
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import * as z from 'zod';
import { contract, errorCodes, restPrefix, turnResultSchema } from '../core/contract/index.ts';

type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

const turnPaths = ['/sessions/{session_id}/messages', '/messages/{message_id}/regenerate', '/messages/{message_id}/edit'];

/** OpenAPI 3.1; every operation also declares the one error shape, and turns their JSON form beside the stream. */
export async function createOpenApiDocument(version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: { title: 'Luminora', version, description: 'The companion on your own machine. Every request needs the token printed at start.' },
    servers: [{ url: restPrefix }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Error: {
          type: 'object', required: ['error'],
          properties: { error: { type: 'object', required: ['code', 'message', 'details'], properties: { code: { type: 'string', enum: [...errorCodes] }, message: { type: 'string' }, details: { type: 'object' } } } },
        },
      },
    },
  });
  const turnResult = z.toJSONSchema(turnResultSchema, { io: 'output' });
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const operation of [item?.get, item?.post, item?.put, item?.patch, item?.delete]) {
      if (!operation) continue;
      operation.responses ??= {};
      operation.responses['default'] = { description: 'What went wrong', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
      const success = operation.responses['200'];
      if (operation === item?.post && turnPaths.includes(path) && success && 'content' in success) {
        success.content = { 'application/json': { schema: turnResult as Record<string, unknown> }, ...success.content };
      }
    }
  }
  return document;
}
