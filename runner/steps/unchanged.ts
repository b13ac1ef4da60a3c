/** The origin of a run that writes nothing: what may change it is not sent, whatever the steps of its pull say. */
import type { RequestPlan } from "../compile/plan.js";
import { onlyReadsInPull } from "../compile/plan-steps.js";
import { Fault } from "../faults/fault.js";
import type { HttpRequest } from "../http/client.js";
import type { SeenRequest } from "../types.js";
import type { System } from "./system.js";

/** Keeps a request from being sent; it never leaves this file. */
class Withheld extends Error {}

/**
 * @param onAsked is told of every request, whether it is sent or not
 * @example const origin = unchanged(system, (seen) => asked.push(seen));
 */
export function unchanged(system: System, onAsked: (seen: SeenRequest) => void = () => {}): System {
  const told = new Set<string>();
  return {
    ...system,
    async ask(request, scope, extra = {}) {
      const isSent = onlyReadsInPull(request);
      let seen: SeenRequest | undefined;
      const onRequest = (rendered: HttpRequest) => {
        extra.onRequest?.(rendered);
        seen = { request: rendered, isSent };
        onAsked(seen);
        if (!isSent) throw new Withheld();
      };
      try {
        const answer = await system.ask(request, scope, { ...extra, onRequest });
        if (seen) seen.status = answer.status;
        return answer;
      } catch (error) {
        if (!(error instanceof Withheld) || !seen) throw error;
        const { url } = seen.request;
        const what = `${request.method} ${url.pathname} was not sent to ${system.connector}: this run changes nothing`;
        if (request.isAwaited)
          throw new Fault("NOT_SENT", `${what}, and what follows needs the answer`, {
            hint: hintFor(request),
          });
        if (!told.has(request.where)) system.emit({ type: "warning", message: what, hint: hintFor(request) });
        told.add(request.where);
        return { status: 204, headers: {}, body: undefined, url };
      }
    },
  };
}

function hintFor({ where }: RequestPlan): string {
  return `If the request only reads, write \`reads: true\` at ${where}.`;
}
