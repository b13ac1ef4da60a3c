/**
 * An operation that calls itself idempotent is taken again after an interruption. Where it looks first and skips what is there, an item
 * that was written in part before would stay so.
 */
import type { Connector as Manifest, Step } from "../../../schemas/connector.types.js";
import { methodOf } from "../method.js";
import { type Readings, readingsOf, reads } from "./readings.js";
import { type PlacedStep, stepsOf } from "./step-list.js";
import { type Findings, tellValue } from "./tell.js";

/** Finds skips of such operations that do not ask whether the item was begun before. */
export function checkHalfWritten(to: Findings, { entities, procedures = {} }: Manifest): void {
  for (const [name, { push }] of Object.entries(entities))
    for (const [operation, { idempotent, each }] of Object.entries(push ?? {}))
      if (idempotent)
        checkSteps(to, [...stepsOf(["entities", name, "push", operation, "each"], each, procedures)]);
}

function checkSteps(to: Findings, placed: readonly PlacedStep[]): void {
  const steps = placed.map(({ step }) => step);
  for (const [index, { path, step }] of placed.entries()) {
    const { skip, if: condition } = step;
    if (skip === undefined || condition === undefined) continue;
    const before = steps.slice(0, index);
    const read = behind(readingsOf({ text: condition, kind: "expression" }), before);
    if (reads(read, "interrupted") || before.some(isWrite)) continue;
    const looked = before.filter(({ as, get }) => as !== undefined && get !== undefined && reads(read, as));
    const isCreated = (step: Step) =>
      looked.some(({ get }) => addressOf(step).startsWith(familyOf(get ?? "")));
    const writes = steps.slice(index + 1).filter(isWrite);
    const first = writes.findIndex(isCreated);
    const second =
      first < 0 ? undefined : writes.slice(first + 1).find((step) => !isEither(writes[first], step));
    if (!second) continue;
    tellValue(
      to,
      [...path, "if"],
      "half-written",
      {},
      "Skip only what was not begun: `… and $not(interrupted)`.",
    );
  }
}

/** What a condition reads, also by way of the names that `let` gives. */
function behind(read: Readings, steps: readonly Step[]): Readings {
  const all = new Set(read);
  for (const { let: names, if: condition, as } of [...steps].reverse()) {
    for (const [name, text] of Object.entries(names ?? {}))
      if (reads(all, name)) for (const one of readingsOf({ text, kind: "expression" })) all.add(one);
    if (as !== undefined && condition !== undefined && reads(all, as))
      for (const one of readingsOf({ text: condition, kind: "expression" })) all.add(one);
  }
  return all;
}

function addressOf(step: Step): string {
  const method = methodOf(step);
  return method === undefined ? "" : String(step[method] ?? "");
}

/** `/profile` of `/profile/indexing`: what is there is read and written below it. */
function familyOf(address: string): string {
  return /^(?:https?:\/\/[^/]+)?\/[^/?$]*/.exec(address)?.[0] ?? address;
}

function isWrite(step: Step): boolean {
  const method = methodOf(step);
  return method !== undefined && method !== "get" && step.records === undefined;
}

/** Whether one of two steps is taken exactly when the other is not. */
function isEither(one: Step | undefined, two: Step): boolean {
  const first = one?.if?.replace(/\s/g, "");
  const second = two.if?.replace(/\s/g, "");
  if (first === undefined || second === undefined) return false;
  return second === `$not(${first})` || first === `$not(${second})`;
}
