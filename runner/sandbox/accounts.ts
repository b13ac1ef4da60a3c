/** The credentials that the sandbox accepts: fixed and public, so that a pipeline can be tried without asking anybody for a key. */

/** Parameters of each connector, e.g. `accounts.teamtailor.api_key`. */
export interface Accounts {
  readonly [connector: string]: { readonly [parameter: string]: string };
}

/**
 * Accounts laid over each other, parameter by parameter.
 *
 * @example overlayAccounts({ acme: { user: "me" } }, { acme: { api_key: "mine" } }).acme?.user // "me"
 */
export function overlayAccounts(...given: readonly (Accounts | undefined)[]): Accounts {
  const merged: Record<string, Record<string, string>> = {};
  for (const [connector, parameters] of given.flatMap((one) => Object.entries(one ?? {}))) {
    merged[connector] = { ...merged[connector], ...parameters };
  }
  return merged;
}
