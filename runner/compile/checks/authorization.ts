/** A log-in in a browser: what it gives is kept, and its address, which is printed and stays in the history of the browser, holds no secret. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import { readingsOf, reads } from "./readings.js";
import { type Findings, tellKey, tellValue } from "./tell.js";

export function checkAuthorization(to: Findings, { sessions, auth }: Manifest): void {
  const secrets = Object.entries(auth.properties).flatMap(([name, { writeOnly }]) =>
    writeOnly ? [name] : [],
  );
  for (const [session, { authorize, keep }] of Object.entries(sessions ?? {})) {
    if (!authorize) continue;
    const path = ["sessions", session];
    if (!keep)
      tellKey(
        to,
        [...path, "authorize"],
        "authorize-unkept",
        {},
        "Add e.g. `keep: { refresh_token: token.refresh_token }`.",
      );
    const texts = [["url", authorize.url] as const, ...Object.entries(authorize.query ?? {})];
    for (const [key, text] of texts) {
      const read = readingsOf({ text: typeof text === "string" ? text : "", kind: "text" });
      const name = secrets.find((one) => reads(read, "auth", one));
      if (name === undefined) continue;
      const at = key === "url" ? ["authorize", "url"] : ["authorize", "query", key];
      tellValue(
        to,
        [...path, ...at],
        "secret-in-authorize",
        { name },
        "Send it in the steps of the session.",
      );
    }
  }
}
