/**
 * Which requests of a manifest may hold no credentials, as far as that can be seen before anything runs: those to a host that is
 * not the connector's own, and those whose address stands in a record, which may name any host (S7).
 */
import { isNamed } from "./hosts.js";
import { readsName } from "./reads.js";
import { cut, isTemplate } from "./text.js";

/** Why a name is not in scope, and what to do. */
export interface Absence {
  readonly message: string;
  readonly hint: string;
}

export const noCredentials: Absence = {
  message: "a request with `credentials: none` has no credentials in scope",
  hint: "To leave out a header of the connector alone, set it to null under `headers`.",
};

const fromAnywhere: Absence = {
  message: "credentials cannot go into a request whose host stands in an expression",
  hint: "Write the address as a path behind `base_url`, or begin it with a host of the manifest.",
};

/**
 * @param address the text of the address
 * @param own the hosts of the connector; undefined when `base_url` names its host in an expression
 * @returns undefined for an address of the connector itself, and where only the run can tell
 */
export function foreignAddress(
  address: unknown,
  own: { readonly base: string | undefined; readonly hosts: readonly string[] },
): Absence | undefined {
  if (typeof address !== "string") return undefined;
  const [first, second] = isTemplate(address) ? cut(address).parts : [{ literal: address }];
  if (first === undefined) return undefined;
  if (!("literal" in first)) {
    // An address that the operator gave, or the log-in, is judged when it is known.
    return readsName(`\${${first.expression}}`, ["auth", "session"]) ? undefined : fromAnywhere;
  }
  const found = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)([/?#\\]?)/i.exec(first.literal);
  if (!found) return undefined;
  const [, host = "", end] = found;
  if (end === "" && second !== undefined && "expression" in second)
    return readsName(`\${${second.expression}}`, ["auth", "session"]) ? undefined : fromAnywhere;
  const named = host.toLowerCase();
  // A port that goes without saying is no part of a host.
  const plain = URL.canParse(`${found[0]}`) ? new URL(found[0]).host : named;
  if (plain === own.base || isNamed(plain, own.hosts)) return undefined;
  return {
    message: `credentials cannot go to ${plain}, which is no host of this connector`,
    hint: "If it belongs to the system, name it under `http.hosts`.",
  };
}
