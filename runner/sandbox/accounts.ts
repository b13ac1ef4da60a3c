/** The credentials that the sandbox accepts: fixed and public, so that a pipeline can be tried without asking anybody for a key. */

/** Parameters of each connector, e.g. `accounts.teamtailor.api_key`. */
export interface Accounts {
  readonly [connector: string]: { readonly [parameter: string]: string };
}

/** What the sandbox accepts when nothing else is said; `async_source_key` names a source that parses later. */
export const defaultAccounts: Accounts = {
  teamtailor: { api_key: "sandbox-teamtailor-key" },
  hrflow: {
    api_secret: "ask_5a9d0b0c5a9d0b0c5a9d0b0c5a9d0b0c",
    api_user: "sandbox@example.org",
    source_key: "50c1a7e050c1a7e050c1a7e050c1a7e050c1a7e0",
    async_source_key: "a57c1a7ea57c1a7ea57c1a7ea57c1a7ea57c1a7e",
    board_key: "b0a4d1e0b0a4d1e0b0a4d1e0b0a4d1e0b0a4d1e0",
  },
};

/**
 * The default accounts with some parameters replaced.
 *
 * @example overlayAccounts({ teamtailor: { api_key: "mine" } }).hrflow?.api_user // "sandbox@example.org"
 */
export function overlayAccounts(given: Accounts = {}): Accounts {
  const merged: Record<string, Record<string, string>> = {};
  for (const [connector, parameters] of [...Object.entries(defaultAccounts), ...Object.entries(given)]) {
    merged[connector] = { ...merged[connector], ...parameters };
  }
  return merged;
}
