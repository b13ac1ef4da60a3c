/** The credentials that the sandbox accepts: fixed and public, so that a pipeline can be tried without asking anybody for a key. */

/** Parameters of each connector, e.g. `accounts.teamtailor.api_key`. */
export interface Accounts {
  readonly [connector: string]: { readonly [parameter: string]: string };
}

/**
 * What systems with code accept when nothing else is said, and names of things that every sandbox has, for the parameters of
 * pipelines: `hrflow.async_source_key` is a source that parses later, `hrflow.pull_source_key` the one in which the
 * profile `hrflow.profile_key` is, `hrflow.talentsoft_board_key` a board for the jobs of TalentSoft alone.
 * Described systems have theirs in their descriptions.
 */
export const defaultAccounts: Accounts = {
  hrflow: {
    api_secret: "ask_5a9d0b0c5a9d0b0c5a9d0b0c5a9d0b0c",
    api_user: "sandbox@example.org",
    source_key: "50c1a7e050c1a7e050c1a7e050c1a7e050c1a7e0",
    async_source_key: "a57c1a7ea57c1a7ea57c1a7ea57c1a7ea57c1a7e",
    pull_source_key: "0b70c1a70b70c1a70b70c1a70b70c1a70b70c1a7",
    board_key: "b0a4d1e0b0a4d1e0b0a4d1e0b0a4d1e0b0a4d1e0",
    talentsoft_board_key: "b0a4d1e1b0a4d1e1b0a4d1e1b0a4d1e1b0a4d1e1",
    profile_key: "9f0f11e09f0f11e09f0f11e09f0f11e09f0f11e0",
  },
};

/**
 * The default accounts with others laid over them, parameter by parameter.
 *
 * @example overlayAccounts({ flatchr: { api_key: "mine" } }).hrflow?.api_user // "sandbox@example.org"
 */
export function overlayAccounts(...given: readonly (Accounts | undefined)[]): Accounts {
  const merged: Record<string, Record<string, string>> = {};
  for (const [connector, parameters] of [defaultAccounts, ...given].flatMap((one) =>
    Object.entries(one ?? {}),
  )) {
    merged[connector] = { ...merged[connector], ...parameters };
  }
  return merged;
}
