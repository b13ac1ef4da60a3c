/** What became of a write that was redirected: whoever redirects it may have carried it out, or not, and each redirect says so in its way. */
import { Fault, ofUnknownOutcome } from "../faults/fault.js";
import type { HttpRequest, HttpResponse } from "./message.js";
import type { Hop } from "./redirects.js";
import { isRepeatable, leavesOpen } from "./retry.js";

/** A POST that was redirected to a GET may have been carried out, whatever became of the GET. */
export function afterTheFirst(fault: Fault, hop: Hop, request: HttpRequest): Fault {
  if (hop === request || isRepeatable(request.method)) return fault;
  return ofUnknownOutcome(fault);
}

/** Whether a write may have been carried out that a redirect answers: by this one, or by the one that made a GET of it. */
export function isLeftOpen(hop: Hop, { method }: HttpRequest, { status }: HttpResponse): boolean {
  return leavesOpen(status, method) || (hop.method !== method && !isRepeatable(method));
}

/** A 303 says that a write was carried out; what the address behind it refuses says nothing of that, and asks for no second write. */
export function assertCarriedOut(hop: Hop, { method, url }: HttpRequest, { status }: HttpResponse): void {
  if (hop.method === method || isRepeatable(method) || status < 300) return;
  const { host, pathname } = hop.url;
  throw new Fault(
    "HTTP_REFUSED",
    `${host} answered ${status} to GET ${pathname}, to which a ${method} to ${url.host} was redirected (303)`,
    { host, status, outcomeUnknown: true },
  );
}

/** What says that a write was carried out comes from the connector's own hosts (S2); what is only read is followed, without credentials. */
export function assertOwn(
  hop: Hop,
  next: Hop,
  { method }: HttpRequest,
  own: (host: string) => boolean,
): void {
  if (!own(hop.url.host) || own(next.url.host) || isRepeatable(method)) return;
  const { host } = next.url;
  throw new Fault(
    "HTTP_FORBIDDEN_ADDRESS",
    `${hop.url.host} redirects a ${method} to ${host}, which is no host of its connector`,
    {
      host,
      hint: "If that host belongs to the system, name it under `http.hosts` in the manifest; it is then sent the credentials.",
    },
  );
}
