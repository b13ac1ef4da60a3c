/** Lists that could only give one page, or the same one for ever. */
import type { Connector as Manifest, Step } from "../../../schemas/connector.types.js";
import { treeOf } from "../../expressions/parse.js";
import type { Node } from "../../expressions/tree.js";
import type { Path } from "../../load/source.js";
import { countsPages } from "../counting.js";
import { deletedOf, listsOf } from "../modes.js";
import { readsName } from "../reads.js";
import { readingsOf, reads } from "./readings.js";
import { stepsOf } from "./step-list.js";
import { type Findings, tellKey, tellValue } from "./tell.js";

interface Paged {
  readonly records?: string | undefined;
  readonly first?: unknown;
  readonly next?: string | undefined;
}

/** Finds lists whose `first`, `next` and request do not fit together. */
export function checkPaging(to: Findings, { entities, sessions, procedures = {} }: Manifest): void {
  const steps = (path: Path, all: readonly Step[] | undefined) => {
    for (const { path: at, step } of stepsOf(path, all, procedures))
      if (step.records !== undefined) checkList(to, at, step);
  };
  for (const [name, { pull, push }] of Object.entries(entities)) {
    const path: Path = ["entities", name, "pull"];
    if (pull) {
      for (const [place, list] of [...listsOf(path, pull), ...deletedOf(path, pull)])
        checkList(to, place, list);
      for (const key of ["once", "lookups", "each"] as const) steps([...path, key], pull[key]);
    }
    for (const [operation, one] of Object.entries(push ?? {}))
      for (const key of ["once", "each", "after"] as const)
        steps(["entities", name, "push", operation, key], one[key]);
  }
  for (const [name, session] of Object.entries(sessions ?? {}))
    for (const key of ["steps", "renew", "end"] as const) steps(["sessions", name, key], session[key]);
}

function checkList(to: Findings, path: Path, list: Paged): void {
  const { first, next } = list;
  const { records: _, next: __, first: ___, ...request } = list as Readonly<Record<string, unknown>>;
  const asks = readsName(request, ["page"]);
  if (next === undefined) {
    if (!asks && first === undefined) return;
    tellKey(
      to,
      [...path, first === undefined ? "records" : "first"],
      "one-page-only",
      { said: "only the first page is read: there is no `next`" },
      "Say how it goes on: `next: …`.",
    );
    return;
  }
  const tree = treeOf(next);
  if (!tree) return;
  const read = readingsOf({ text: next, kind: "expression" });
  const readsPage = reads(read, "page");
  if (!asks && (readsPage || first !== undefined)) {
    const said = "the request does not use `page`, so that each page is the first one again";
    tellValue(
      to,
      [...path, "next"],
      "paging-stuck",
      { said },
      "Name it where the system expects it: `${ page }`.",
    );
  } else if (!isMoving(tree))
    tellValue(
      to,
      [...path, "next"],
      "paging-stuck",
      { said: "`next` gives the same after every page" },
      "Take it from the answer (`body`, `headers`), or count: `page + 1`.",
    );
  else if (asks && first === undefined && countsPages(next))
    tellValue(
      to,
      [...path, "next"],
      "one-page-only",
      {
        said: "`page` is nothing in the first request, and nothing plus something is nothing: only one page is read",
      },
      "Say where it begins: `first: 1`.",
    );
}

/** Whether the value can be another one after another page: some result of it is neither written out nor the page itself. */
function isMoving(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if (node.type === "condition") return isMoving(node.then) || isMoving(node.else);
  if (node.type === "block") return isMoving(node.expressions?.[node.expressions.length - 1]);
  const [only, second] = node.steps ?? [];
  const isPage = node.type === "path" && only?.value === "page" && second === undefined && !only.predicate;
  return !isPage && !["value", "string", "number"].includes(node.type);
}
