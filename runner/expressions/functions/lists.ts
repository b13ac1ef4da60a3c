/** Functions of lists. */
import { callBack } from "../apply.js";
import { meter } from "../bounds.js";
import { forEachOf } from "../callbacks.js";
import { fail } from "../error.js";
import { identityOf } from "../identity.js";
import { mergeSorted } from "../sort.js";
import { isNumber, truth } from "../truth.js";
import { append, isSequence, sequence } from "../values.js";
import { define } from "./define.js";

export const lists = define(
  {
    name: "count",
    signature: "<a:n>",
    description: "The number of members of a list.",
    example: ["$count([1, 2, 3])", "3"],
    takesNothing: true,
    call: (list: unknown[] | undefined) => list?.length ?? 0,
  },
  {
    name: "append",
    signature: "<xx:a>",
    description: "The members of one list and behind them those of another.",
    example: ["$append([1, 2], [3, 4])", "[1, 2, 3, 4]"],
    takesNothing: true,
    call: (one: unknown, two: unknown) => {
      const all = append(one, two);
      if (one !== undefined && two !== undefined) meter.list((all as unknown[]).length);
      return all;
    },
  },
  {
    name: "sort",
    signature: "<af?:a>",
    description:
      "The list in order, or in the order of a function that is true where its first argument belongs behind its second.",
    example: ["$sort([3, 1, 2])", "[1, 2, 3]"],
    call: (list: unknown[], isBehind?: unknown) => {
      if (list.length <= 1) return list;
      if (isBehind !== undefined)
        return mergeSorted(list, (one, two) => Boolean(callBack(isBehind, [one, two])));
      if (!list.every(isNumber) && !list.every((value) => typeof value === "string"))
        fail("D3070", { index: 1 });
      return mergeSorted(list as string[], (one, two) => one > two);
    },
  },
  {
    name: "reverse",
    signature: "<a:a>",
    description: "The list in the other direction.",
    example: ["$reverse([1, 2, 3])", "[3, 2, 1]"],
    call: (list: unknown[]) => {
      if (list.length <= 1) return list;
      meter.list(list.length);
      return [...list].reverse();
    },
  },
  {
    name: "shuffle",
    signature: "<a:a>",
    description: "The list in a random order.",
    example: ["$count($shuffle([1, 2, 3]))", "3"],
    isSteady: false,
    call: (list: unknown[]) => {
      if (list.length <= 1) return list;
      meter.list(list.length);
      const mixed = [...list];
      for (let index = mixed.length - 1; index > 0; index -= 1) {
        const other = Math.floor(Math.random() * (index + 1));
        [mixed[index], mixed[other]] = [mixed[other], mixed[index]];
      }
      return mixed;
    },
  },
  {
    name: "distinct",
    signature: "<x:x>",
    description: "The list without members that are the same as one before them.",
    example: ["$distinct([1, 2, 1])", "[1, 2]"],
    call: (list: unknown) => {
      if (!Array.isArray(list) || list.length <= 1) return list;
      const kept = isSequence(list) ? sequence() : [];
      const seen = new Set<unknown>();
      for (let index = 0; index < list.length; index += 1) {
        const identity = identityOf(list[index]);
        if (seen.has(identity)) continue;
        seen.add(identity);
        kept.push(list[index]);
      }
      meter.step(list.length / 4);
      meter.list(kept.length);
      return kept;
    },
  },
  {
    name: "zip",
    signature: "<a+>",
    description:
      "Lists of the first members of some lists, of the second ones, and so on, up to the end of the shortest.",
    example: ["$zip([1, 2], [3, 4])", "[[1, 3], [2, 4]]"],
    takesNothing: true,
    arity: 0,
    call: (...lists: unknown[]) => {
      const length = Math.min(...lists.map((list) => (Array.isArray(list) ? list.length : 0)));
      meter.list(length * lists.length);
      return Array.from({ length }, (_, at) => lists.map((list) => (list as unknown[])[at]));
    },
  },
  {
    name: "single",
    signature: "<af?>",
    description:
      "The one member of a list for which a function is true; it is an error if there is none or another.",
    example: ["$single([1, 2, 3], function($x) { $x > 2 })", "3"],
    call: (list: unknown[], test?: unknown) => {
      const found: unknown[] = [];
      const passes = test === undefined ? undefined : forEachOf(test);
      for (let index = 0; index < list.length; index += 1) {
        if (passes && !truth(passes(list[index], index, list))) continue;
        if (found.length > 0) fail("D3138", { index });
        found.push(list[index]);
      }
      return found.length === 0 ? fail("D3139") : found[0];
    },
  },
);
