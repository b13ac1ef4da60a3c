/** Puts the parts of a request together: its query, its headers and its body. */
import type { RequestPlan } from "../compile/plan.js";
import { asText, type Template } from "../compile/slots.js";
import { formBody, multipartBody, textBody } from "../http/bodies.js";
import type { RequestBody } from "../http/body.js";
import { jsonBody } from "../http/json-body.js";
import type { Scope } from "./system.js";

/** Adds parameters to an address: null is left out, a list repeats its name. */
export function appendQuery(url: URL, query: Readonly<Record<string, unknown>>): void {
  const added = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) added.append(name, asText(one));
    }
  }
  // An address writes itself out anew with every parameter that it is given, so it is given all of them at once.
  if (added.size > 0)
    url.search = `${new URLSearchParams(url.search)}${url.search === "" ? "" : "&"}${added}`;
}

/** The parameters that an address has not yet. */
export function besides(
  url: URL,
  query: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !url.searchParams.has(name)));
}

/** The parameters that have a value: others leave those of the plan as they are. */
export function given(query: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** Headers by their names in lower case: names of headers have no case, but messages have them as the manifest does. */
export type Headers = ReadonlyMap<string, readonly [name: string, value: unknown]>;

/** @example headersOf({ "X-Api-Key": "k" }).get("x-api-key") // ["X-Api-Key", "k"] */
export function headersOf(named: Readonly<Record<string, unknown>>): Headers {
  return new Map(Object.entries(named).map(([name, value]) => [name.toLowerCase(), [name, value]]));
}

/** The headers of the connector with those of the session and of the request laid over them; one that is null is not sent. */
export function headerTexts(...layers: readonly Headers[]): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [at, layer] of layers.entries()) {
    for (const [lower, [name, value]] of layer) {
      const isCovered = layers.some((one, above) => above > at && one.has(lower));
      if (!isCovered && value !== null && value !== undefined) sent[name] = asText(value);
    }
  }
  return sent;
}

/** The body of a request; undefined for one that has none. */
export async function renderBody(request: RequestPlan, scope: Scope): Promise<RequestBody | undefined> {
  if (!request.body) return undefined;
  const value = await (request.body.value as Template).render(scope);
  if (request.body.kind === "json") return jsonBody(value);
  if (request.body.kind === "text") return textBody(value);
  return request.body.kind === "form"
    ? formBody(value as Record<string, unknown>)
    : multipartBody(value as Record<string, unknown>);
}
