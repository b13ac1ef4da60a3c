/** Changes that no API would make: records are dated anew, so that a run has something to find. */
import type { Touch } from "../exchange.js";
import type { World } from "./world.js";

/** For the first collection that dates its changes; undefined where none does. */
export function createTouch({ description, holdings }: World): Touch | undefined {
  const collection = description.collections.find(({ data }) => data.updated !== undefined);
  const { name, data: { updated = "" } = {} } = collection ?? {};
  if (name === undefined) return undefined;
  const records = holdings.of(name);
  return (wish) => {
    const all = "count" in wish ? [...records.keys()] : [];
    const keys =
      "ids" in wish
        ? wish.ids
        : Array.from(
            { length: wish.count },
            (_, at) => all[Math.floor((at * all.length) / wish.count)] ?? "",
          );
    if (("count" in wish && wish.count > all.length) || keys.some((key) => !records.get(key)))
      return undefined;
    for (const key of keys)
      holdings.write(name, key, { ...records.get(key), [updated]: holdings.later() }, "changed");
    return keys;
  };
}
