/** Functions that are given a function, and call it for each member of a list or an object. */
import { callBack } from "../apply.js";
import { meter } from "../bounds.js";
import { arityOf } from "../callable-type.js";
import { forEachOf } from "../callbacks.js";
import { fail } from "../error.js";
import { truth } from "../truth.js";
import { sequence, setMember } from "../values.js";
import { define } from "./define.js";

export const higher = define(
  {
    name: "map",
    signature: "<af>",
    description: "What a function gives for each member of a list; nothing is left out.",
    example: ["$map([1, 2, 3], function($x) { $x * 2 })", "[2, 4, 6]"],
    call: (list: unknown[], called: unknown) => {
      const made = sequence();
      const call = forEachOf(called);
      for (let index = 0; index < list.length; index += 1) {
        const value = call(list[index], index, list);
        if (value !== undefined) made.push(value);
      }
      meter.list(made.length);
      return made;
    },
  },
  {
    name: "filter",
    signature: "<af>",
    description: "The members of a list for which a function is true.",
    example: ["$filter([1, 2, 3], function($x) { $x > 1 })", "[2, 3]"],
    call: (list: unknown[], test: unknown) => {
      const kept = sequence();
      const call = forEachOf(test);
      for (let index = 0; index < list.length; index += 1)
        if (truth(call(list[index], index, list))) kept.push(list[index]);
      meter.list(kept.length);
      return kept;
    },
  },
  {
    name: "reduce",
    signature: "<afj?:j>",
    description:
      "One value of a list: a function is given what it gave before, or the first value, and the next member.",
    example: ["$reduce([1, 2, 3], function($sum, $x) { $sum + $x }, 10)", "16"],
    call: (list: unknown[], called: unknown, first?: unknown) => {
      const arity = arityOf(called);
      if (arity < 2) fail("D3050", { index: 1 });
      const hasFirst = first !== undefined || list.length === 0;
      let value = hasFirst ? first : list[0];
      for (let index = hasFirst ? 0 : 1; index < list.length; index += 1) {
        meter.step(1);
        const given = [value, list[index], index, list];
        value = callBack(called, given.slice(0, Math.min(Math.max(arity, 2), 4)));
      }
      return value;
    },
  },
  {
    name: "each",
    signature: "<o-f:a>",
    description:
      "What a function gives for each member of an object: it is given the value, the key and the object.",
    example: ["$each({ 'a': 1 }, function($value, $key) { $key & '=' & $value })", "'a=1'"],
    call: (object: Record<string, unknown>, called: unknown) => {
      const made = sequence();
      const call = forEachOf(called);
      for (const key of Object.keys(object)) {
        const value = call(object[key], key, object);
        if (value !== undefined) made.push(value);
      }
      meter.list(made.length);
      return made;
    },
  },
  {
    name: "sift",
    signature: "<o-f?:o>",
    description: "The object with those members for which a function is true; nothing if there are none.",
    example: ["$sift({ 'a': 1, 'b': 2 }, function($value) { $value > 1 })", "{ 'b': 2 }"],
    call: (object: Record<string, unknown>, test: unknown) => {
      const kept: Record<string, unknown> = {};
      let count = 0;
      const call = forEachOf(test);
      for (const key of Object.keys(object)) {
        if (!truth(call(object[key], key, object))) continue;
        setMember(kept, key, object[key]);
        count += 1;
      }
      meter.list(count);
      return count === 0 ? undefined : kept;
    },
  },
);
