/** What of a log-in's answers must be shown nowhere (I6). */
import type { Scope } from "./system.js";

/** The fewest characters of a text that opens a session. */
const FEWEST = 8;

/** The texts in a value, but for short ones. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.length >= FEWEST ? [value] : [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}

/** What opens the session: the texts that its headers hold, and those that are called so. */
export function secretsIn(values: Scope, headers: Readonly<Record<string, unknown>>): string[] {
  const sent = Object.values(headers).map(String);
  const found: string[] = [];
  const look = (value: unknown, name: string): void => {
    if (typeof value === "number") look(String(value), name);
    else if (typeof value === "string") {
      const isSent = sent.some((header) => header.includes(value));
      if (
        value.length >= FEWEST &&
        (isSent || /token|secret|session|ticket|key|password|sid$|^(auth\w*_)?code$/i.test(name))
      )
        found.push(value);
    } else if (value !== null && typeof value === "object") {
      for (const [key, member] of Object.entries(value)) look(member, key);
    }
  };
  look(values, "");
  return found;
}
