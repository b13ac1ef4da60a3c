/** Puts the parts of a request together: its query, its headers and its body. */
import type { RequestPlan } from "../compile/plan.js";
import { asText, type Template } from "../compile/slots.js";
import type { RequestBody } from "../http/bodies.js";
import { formBody, jsonBody, multipartBody } from "../http/bodies.js";
import type { Scope } from "./system.js";

/** Adds parameters to an address: null is left out, a list repeats its name. */
export function appendQuery(url: URL, query: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) url.searchParams.append(name, asText(one));
    }
  }
}

/** The parameters that have a value: others leave those of the plan as they are. */
export function given(query: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** The headers of the connector with those of the request laid over them; one that is null is not sent. */
export function headerTexts(
  own: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const sent = new Map<string, [string, string]>();
  for (const [name, value] of [...Object.entries(own), ...Object.entries(given)]) {
    // Names of headers have no case; messages have them as the manifest does.
    const lower = name.toLowerCase();
    if (value === null || value === undefined) sent.delete(lower);
    else sent.set(lower, [name, asText(value)]);
  }
  return Object.fromEntries(sent.values());
}

/** The body of a request; undefined for one that has none. */
export async function renderBody(request: RequestPlan, scope: Scope): Promise<RequestBody | undefined> {
  if (!request.body) return undefined;
  const value = await (request.body.value as Template).render(scope);
  if (request.body.kind === "json") return jsonBody(value);
  return request.body.kind === "form"
    ? formBody(value as Record<string, unknown>)
    : multipartBody(value as Record<string, unknown>);
}
