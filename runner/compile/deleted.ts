/** The list of what was deleted, compiled as a pull of its own: its records are keys, in the shape in which records hold theirs. */
import type { Deleted, List } from "../../schemas/connector.types.js";
import type { Path } from "../load/source.js";
import { element } from "../typing/member.js";
import { anything, object } from "../typing/type.js";
import { readingsOf } from "./checks/readings.js";
import { tellKey, tellValue } from "./checks/tell.js";
import { compileCursor, compileCursorValue } from "./cursor.js";
import { checkSteady } from "./determinism.js";
import type { Names } from "./known-names.js";
import { compileList } from "./list.js";
import { methodOf } from "./method.js";
import type { PullPlan, StepPlan } from "./plan.js";
import { answerNames } from "./reading.js";
import type { Slots } from "./slots.js";

interface Seen {
  /** What the steps before the list named, and what is in scope of its requests alone. */
  readonly names: Names;
  readonly hidden: Names;
  readonly entity: { readonly path: Path; readonly key: string };
}

/**
 * @param list the list of what is there
 * @param pull that list, compiled
 */
export function compileDeleted(
  slots: Slots,
  path: Path,
  { list, deleted }: { readonly list: List; readonly deleted: Deleted | undefined },
  pull: PullPlan,
  { names, hidden, entity }: Seen,
): PullPlan | undefined {
  if (!deleted) return undefined;
  const { key, cursor, ...rest } = deleted;
  checkOther(slots, path, list, deleted);
  checkSteady(slots, [...path, "key"], key, "a key");
  if (readingsOf({ text: key, kind: "expression" }).size === 0)
    tellValue(
      slots,
      [...path, "key"],
      "deleted-key",
      { said: "the key of what was deleted is the same for every record" },
      OF_RECORD,
    );
  const place = placeOf(entity.key);
  if (!place)
    tellKey(slots, [...path, "key"], "deleted-key", {
      said: `\`key\` of the entity is \`${entity.key}\`, and no record can be made of a key that stands nowhere`,
    });
  const own = { list: rest, ...(cursor ? { cursor } : {}) };
  const at = [...path, "cursor"];
  const value = compileCursorValue(slots, at, own, anything);
  const seen = { ...names, ...(value ? { cursor: value.stored } : {}) };
  const answer = object({ ...seen, page: anything, ...answerNames(rest, slots.own) });
  const of = element(slots.typeOf(rest.records, answer));
  const evaluate = slots.expression([...path, "key"], key, of.kind === "nothing" ? anything : of);
  const record: StepPlan = {
    ...{ if: undefined, for: undefined, onError: "fail", where: "list.deleted" },
    record: async (scope) => nested(place ?? [], await evaluate((scope as { record: unknown }).record)),
  };
  return {
    ...{ sessions: pull.sessions, once: pull.once, lookups: [], one: undefined },
    key: evaluate,
    list: compileList(slots, path, own, anything, seen, { parts: [], names: {} }, hidden),
    each: [record],
    cursor: compileCursor(slots, at, own, value, seen, anything, undefined),
  };
}

const OF_RECORD = "Name the member that has the key: `key: id`.";

/** The members under which a record has its key; undefined where it is calculated. */
function placeOf(key: string): readonly string[] | undefined {
  const name = "(?:[A-Za-z_]\\w*|`[^`]+`)";
  const path = new RegExp(`^\\s*(?:\\$string\\(\\s*)?(${name}(?:\\.${name})*)\\s*\\)?\\s*$`).exec(key)?.[1];
  return path?.match(new RegExp(name, "g"))?.map((one) => one.replaceAll("`", ""));
}

function nested([first, ...rest]: readonly string[], value: unknown): unknown {
  return first === undefined ? value : { [first]: nested(rest, value) };
}

/** The list of what is there would give everybody who lives. */
function checkOther(slots: Slots, path: Path, list: List, deleted: Deleted): void {
  const method = methodOf(list);
  const sent = (one: object) => JSON.stringify(["query", "json"].map((name) => Reflect.get(one, name)));
  if (!method || Reflect.get(deleted, method) !== Reflect.get(list, method)) return;
  if (sent(deleted) === sent(list) && deleted.records === list.records)
    tellKey(slots, [...path, method], "deleted-same-list", {}, "Ask for what was deleted.");
}
