/** Every request of a manifest, with what is laid over its query. */
import type { Connector as Manifest, Step } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { type Method, methodOf } from "../method.js";
import { deletedOf, listsOf } from "../modes.js";
import { stepsOf } from "./step-list.js";

/** A request, and where it stands. */
export interface PlacedRequest {
  readonly path: Path;
  readonly method: Method;
  readonly request: Readonly<Record<string, unknown>>;
  /** What `cursor.query` lays over it. */
  readonly over: { readonly path: Path; readonly query: unknown } | undefined;
}

/** The requests of a manifest; one that a procedure makes is given once. */
export function requestsOf(manifest: Manifest): readonly PlacedRequest[] {
  const found = new Map<string, PlacedRequest>();
  const add = (path: Path, request: object | undefined, over?: PlacedRequest["over"]) => {
    const method = request && methodOf(request);
    if (method) found.set(path.join("/"), { path, method, request: { ...request }, over });
  };
  const steps = (path: Path, all: readonly Step[] | undefined) => {
    for (const one of stepsOf(path, all, manifest.procedures ?? {})) add(one.path, one.step);
  };
  add(["check"], manifest.check);
  for (const [name, session] of Object.entries(manifest.sessions ?? {}))
    steps(["sessions", name, "steps"], session.steps);
  for (const [name, { pull, push }] of Object.entries(manifest.entities)) {
    const at: Path = ["entities", name, "pull"];
    if (pull) {
      const over = { path: [...at, "cursor", "query"], query: pull.cursor?.query };
      for (const [path, list] of listsOf(at, pull)) add(path, list, over);
      for (const [path, { cursor, ...list }] of deletedOf(at, pull))
        add(path, list, { path: [...path, "cursor", "query"], query: cursor?.query });
      add([...at, "one"], pull.one);
      for (const key of ["once", "lookups", "each"] as const) steps([...at, key], pull[key]);
    }
    for (const [operation, one] of Object.entries(push ?? {})) {
      const path: Path = ["entities", name, "push", operation];
      for (const key of ["once", "each", "after"] as const) steps([...path, key], one[key]);
      add([...path, "batch"], one.batch);
    }
  }
  for (const [name, { callback }] of Object.entries(manifest.actions ?? {}))
    steps(["actions", name, "callback", "steps"], callback?.steps);
  return [...found.values()];
}
