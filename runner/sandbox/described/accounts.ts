/** The credentials that described systems accept, and the names that they are sure to have. */
import type { Accounts } from "../accounts.js";
import type { Description } from "./description.js";

/** By the name of the connector. */
export function accountsOf(descriptions: readonly Description[]): Accounts {
  return Object.fromEntries(descriptions.map(({ name, data }) => [name, data.account ?? {}]));
}
