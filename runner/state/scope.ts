/**
 * What a piece of state is about (I10): where was read from and with which filters, and where was written to. Everything that is kept
 * belongs to a `workflow_id` and one scope, so that other filters, another account or another target inherit nothing.
 */
import { createHash } from "node:crypto";
import type { Plan } from "../compile/plan.js";
import type { Place } from "../compile/program.js";
import { canonical } from "../keys/content.js";

/** One end of a flow, as people can read it. Secrets are not in it. */
export interface ScopeEnd {
  readonly connector: string;
  readonly entity: string;
  /** How it is read (`create`), or the operation by which it is written (`sync`). */
  readonly by: string;
  /** The parts of the credentials that are not secret. */
  readonly account: Readonly<Record<string, unknown>>;
  /** The filters of the origin, or the parameters that say where in the target. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The scope of a run. */
export interface Scope {
  /** Tells it from every other scope, e.g. `3f9a0c1be2d4`. */
  readonly id: string;
  /** Tells its target from every other target: what was sent there is remembered whatever was read. */
  readonly target: string;
  readonly from: ScopeEnd;
  readonly to: ScopeEnd;
}

/** Hexadecimal digits of an id: 48 bits, for the few scopes of a workflow_id. */
const DIGITS = 12;

/**
 * The scope of a run.
 *
 * @param from the place that is read, with the parameters of the pipeline file (those of an event are data, not filters)
 * @param to the place that is written
 */
export function scopeOf(plan: Plan, from: Place, to: Place): Scope {
  const target = endOf(plan.target.connector, plan.entities.target, plan.operation, to);
  const origin = endOf(plan.origin.connector, plan.entities.origin, plan.mode, from);
  const targetId = idOf([target, to.baseUrl, to.hidden]);
  return {
    id: idOf([origin, from.baseUrl, from.hidden, targetId]),
    target: targetId,
    from: origin,
    to: target,
  };
}

function endOf(connector: string, entity: string, by: string, { account, parameters }: Place): ScopeEnd {
  return { connector, entity, by, account: given(account), parameters: given(parameters) };
}

/** A parameter that is null says the same as one that is left out, so a manifest may get new ones. */
function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const some = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(some.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function idOf(parts: unknown): string {
  return createHash("sha256").update(canonical(parts)).digest("hex").slice(0, DIGITS);
}

/**
 * A scope in words.
 *
 * @example scopeWords(scope) // "acme person (update), kind=a → hub (update), source_key=one"
 */
export function scopeWords({ from, to }: Pick<Scope, "from" | "to">): string {
  const origin = [
    `${from.connector} ${from.entity} (${from.by})`,
    ...pairs(from.account),
    ...pairs(from.parameters),
  ];
  const target = [`${to.connector} (${to.by})`, ...pairs(to.account), ...pairs(to.parameters)];
  return `${origin.join(", ")} → ${target.join(", ")}`;
}

function pairs(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
}

/** In what two scopes differ, for the word that a run says when it begins a new one. */
export function differences(a: Pick<Scope, "from" | "to">, b: Pick<Scope, "from" | "to">): string[] {
  const parts = (scope: Pick<Scope, "from" | "to">): Record<string, unknown> => ({
    "what is read": [scope.from.connector, scope.from.entity, scope.from.by],
    "the account of the origin": scope.from.account,
    pull_parameters: scope.from.parameters,
    "what is written": [scope.to.connector, scope.to.by],
    "the account of the target": scope.to.account,
    "the place in the target": scope.to.parameters,
  });
  const [one, other] = [parts(a), parts(b)];
  const differing = Object.keys(one).filter(
    (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
  return differing.length > 0 ? differing : ["the address of a system"];
}
