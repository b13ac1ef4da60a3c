/** The keys of the state in the store: `<kind>:<workflow_id>:<scope>[:<what>]`. A workflow_id holds no colon. */

/** What is known of a scope: its token and the size of its last whole run. */
export const scopeName = (workflowId: string, scope = ""): string => `scope:${workflowId}:${scope}`;

/** What is known of an item at a target. @param target the id of the target's scope */
export const ledgerName = (workflowId: string, target: string, id = ""): string =>
  `ledger:${workflowId}:${target}:${id}`;

/** The record of a reject; they are ordered by their age. */
export const rejectName = (workflowId: string, scope: string, ordinal = ""): string =>
  `reject:${workflowId}:${scope}:${ordinal}`;

/** Which reject a key has, and why. @param identity the id of the record's key */
export const rejectedName = (workflowId: string, scope = "", identity = ""): string =>
  scope === "" ? `rejected:${workflowId}:` : `rejected:${workflowId}:${scope}:${identity}`;

/** A piece of a file that belongs to a reject. */
export const pieceName = (workflowId: string, scope: string, ordinal: string, piece: number): string =>
  `file:${workflowId}:${scope}:${ordinal}:${String(piece).padStart(6, "0")}`;

/** The keys of the items that the last whole run came to, a part of them each. */
export const listedName = (workflowId: string, scope = "", part?: number): string =>
  part === undefined
    ? `listed:${workflowId}:${scope}${scope === "" ? "" : ":"}`
    : `listed:${workflowId}:${scope}:${String(part).padStart(6, "0")}`;

/** What a session keeps. It belongs to a credential, whatever flow logs in with it. @param id of the credential */
export const keptName = (id: string): string => `kept:${id}`;

/** What is kept of a workflow_id. */
export type Kind = "scope" | "ledger" | "reject" | "rejected" | "file" | "listed";

/** What all keys of a kind begin with, of a workflow_id or of one of its scopes. */
export const prefixOf = (kind: Kind, workflowId: string, scope = ""): string =>
  `${kind}:${workflowId}:${scope}`;

/** Where version 0.1.0 kept what; `sent` is a prefix. */
export const oldNames = {
  token: (workflowId: string): string => `token:${workflowId}`,
  begun: (workflowId: string): string => `inflight:${workflowId}`,
  sent: (workflowId: string): string => `sent:${workflowId}:`,
  size: (workflowId: string): string => `whole:${workflowId}`,
};

/** The rest of a key of the store behind a prefix. */
export const restOf = (name: string, prefix: string): string => name.slice(prefix.length);
