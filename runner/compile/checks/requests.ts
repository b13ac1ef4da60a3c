/** Steps that are never reached, and requests whose body cannot be what was meant. */
import type { Connector as Manifest, Step } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { methodOf } from "../method.js";
import { isTemplate } from "../text.js";
import { type Procedures, stepsOf } from "./step-list.js";
import { eachText, type Findings, tellKey } from "./tell.js";

const BODIES = ["json", "form", "multipart", "text"] as const;
/** The members of a part of a multipart form that is a file. */
const OF_FILE = ["file", "filename", "content_type"];

type Request = Readonly<Record<string, unknown>>;

/** Looks at every list of steps and every request of a manifest. */
export function checkRequests(to: Findings, manifest: Manifest): void {
  const { entities, sessions, actions, check, procedures = {} } = manifest;
  const steps = (path: Path, all: readonly Step[] | undefined) => lookSteps(to, path, all, procedures);
  const request = (path: Path, one: object | undefined) => one && lookRequest(to, path, one as Request);
  request(["check"], check);
  for (const [name, one] of Object.entries(procedures)) steps(["procedures", name], one);
  for (const [name, one] of Object.entries(sessions ?? {})) {
    steps(["sessions", name, "steps"], one.steps);
    steps(["sessions", name, "renew"], one.renew);
  }
  for (const [name, { pull, push }] of Object.entries(entities)) {
    const at: Path = ["entities", name, "pull"];
    request([...at, "list"], pull?.list);
    request([...at, "one"], pull?.one);
    for (const key of ["once", "lookups", "each"] as const) steps([...at, key], pull?.[key]);
    for (const [operation, one] of Object.entries(push ?? {})) {
      const path: Path = ["entities", name, "push", operation];
      request([...path, "batch"], one.batch);
      for (const key of ["once", "each", "after"] as const) steps([...path, key], one[key]);
      for (const { path: of, step } of stepsOf([...path, "each"], one.each, procedures))
        lookWrite(to, of, step);
    }
  }
  for (const [name, { callback }] of Object.entries(actions ?? {}))
    steps(["actions", name, "callback", "steps"], callback?.steps);
}

function lookSteps(
  to: Findings,
  path: Path,
  steps: readonly Step[] | undefined,
  procedures: Procedures,
): void {
  lookReached(to, path, steps, procedures);
  for (const { path: at, step } of stepsOf(path, steps, procedures)) {
    // Procedures are looked through by themselves.
    if (at[0] === "procedures" && path[0] !== "procedures") continue;
    if (step.steps) lookReached(to, [...at, "steps"], step.steps, procedures);
    if (methodOf(step)) lookRequest(to, at, step as unknown as Request);
  }
}

const WHEN = "Say when it ends there: `if: …`.";

/** Where a procedure ends every item that comes to it: a procedure that only says so may be taken under an `if`. */
function endOf(steps: readonly Step[] = []): readonly [number, (typeof ENDS)[number]] | undefined {
  for (const [index, step] of steps.entries()) {
    const end = ENDS.find((key) => step[key] !== undefined);
    if (end !== undefined && step.if === undefined && !step.for && (step.on_error ?? "fail") === "fail")
      return [index, end];
  }
  return undefined;
}

const ENDS = ["skip", "fail", "drop"] as const;

/** `skip`, `fail` and `drop` are the end of an item: what follows one without a condition is never done. */
function lookReached(
  to: Findings,
  path: Path,
  steps: readonly Step[] | undefined = [],
  procedures: Procedures = {},
): void {
  for (const [index, step] of steps.entries()) {
    const end = ENDS.find((key) => step[key] !== undefined);
    const isSure = step.if === undefined && !step.for && (step.on_error ?? "fail") === "fail";
    const inside = isSure && step.do !== undefined ? endOf(procedures[step.do]) : undefined;
    if (inside && (index < steps.length - 1 || path[0] !== "procedures")) {
      const [at, word] = inside;
      tellKey(to, ["procedures", step.do ?? "", at, word], "never-reached", { end: word }, WHEN);
      return;
    }
    if (end === undefined || !isSure || index === steps.length - 1) continue;
    tellKey(to, [...path, index, end], "never-reached", { end }, WHEN);
    return;
  }
}

function lookRequest(to: Findings, path: Path, request: Request): void {
  const [body, second] = BODIES.filter((kind) => request[kind] !== undefined);
  // That there are two is told by itself.
  if (body !== undefined && second === undefined && methodOf(request) === "get")
    tellKey(
      to,
      [...path, body],
      "body-unfit",
      { said: "a `get` has no body" },
      "What it asks for stands under `query`; a search that takes a body is a `post`.",
    );
  if (methodOf(request) === "patch" && body === undefined)
    tellKey(to, [...path, "patch"], "body-unfit", { said: "a `patch` without a body changes nothing" }, BODY);
  if (body === "multipart") lookParts(to, [...path, body], request.multipart);
}

const BODY = "Say what is sent: `json: …`, `form: …` or `multipart: …`.";

/** A write that looks the same for every item. */
function lookWrite(to: Findings, path: Path, step: Step): void {
  const method = methodOf(step);
  if ((method !== "post" && method !== "put") || step.records !== undefined) return;
  const request = step as unknown as Request;
  if (BODIES.some((kind) => request[kind] !== undefined)) return;
  let asks = false;
  eachText([], [request[method], request.query, request.headers], (_, text) => {
    asks ||= isTemplate(text);
  });
  if (asks) return;
  const said = `this \`${method}\` is the same for every item: it sends nothing of one`;
  tellKey(to, [...path, method], "body-unfit", { said }, BODY);
}

function lookParts(to: Findings, path: Path, parts: unknown): void {
  if (parts === null || typeof parts !== "object") return;
  for (const [name, part] of Object.entries(parts)) {
    if (part === null || typeof part !== "object" || Array.isArray(part)) continue;
    const keys = Object.keys(part);
    // Any other object is a part that is sent as JSON.
    if (!keys.some((key) => OF_FILE.includes(key))) continue;
    const other = keys.find((key) => !OF_FILE.includes(key));
    if (other !== undefined || !keys.includes("file"))
      tellKey(
        to,
        [...path, name, ...(other === undefined ? [] : [other])],
        "body-unfit",
        {
          said: `the part \`${name}\` is sent as JSON text, not as a file: a file is \`{ file, filename, content_type }\``,
        },
        other === undefined ? "Say which: `file: …`." : `\`${other}\` is none of these.`,
      );
  }
}
