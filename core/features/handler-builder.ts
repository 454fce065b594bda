// How every feature implements its part of the contract: our errors become declared wire errors, anything else an incident in the log.
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../contract/index.ts';
import { errorDataSchema, errorFacts, isLuminoraError, toErrorData } from '../contract/errors.ts';
import { inputErrorData } from '../contract/input-error.ts';
import type { CallContext } from '../engine-interface.ts';
import { assertOn } from './feature-gate.ts';
import type { GatedFeature } from './feature-gate.ts';
import type { Log } from '../lib/log.ts';

/** A wire error for any error; what is not ours is logged under an incident id and its text stays inside. */
export function toWireError(error: unknown, log: Log): ORPCError<string, unknown> {
  if (error instanceof ORPCError) {
    if (error.status >= 500 || errorDataSchema.safeParse(error.data).success) return error;
    const refused = inputErrorData(error);
    return new ORPCError(refused.code, { status: errorFacts[refused.code].status, message: refused.message, data: refused, cause: error });
  }
  const data = toErrorData(error);
  if (!isLuminoraError(error)) {
    const incident = crypto.randomUUID().slice(0, 8);
    log.error('incident', { incident, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    data.message = `${data.message} (${incident})`;
    data.details = { incident };
  }
  return new ORPCError(data.code, { status: errorFacts[data.code].status, message: data.message, data });
}

/** The implementer of the whole contract with error mapping in place; features take their branch of it. @param isOn whether a feature is switched on now */
export function createHandlerBuilder(log: Log, isOn: (feature: GatedFeature) => boolean = () => true) {
  return implement(contract).$context<CallContext>().use(async ({ next, path }) => {
    try {
      assertOn(path, isOn);
      return await next();
    } catch (error) {
      throw toWireError(error, log);
    }
  });
}
export type HandlerBuilder = ReturnType<typeof createHandlerBuilder>;
