/** Lists that lie or move: pages that come again, links that lead astray, people who change while they are read. */
import type { Action } from "./actions.js";
import { originHost } from "./origin.js";

export const listActions: Readonly<Record<string, Action>> = {
  /** The page of another number: `number`, or so many pages `back`. What it says of the next one is what this page would say, or that there is one: `goes_on`. */
  "another page": (spec, { visit: { path, query }, send, world }) => {
    const here = Number(query.get("page") ?? 1);
    const other = new URLSearchParams(query);
    other.set("page", String(Number(spec.number ?? here - Number(spec.back ?? 0))));
    const { people } = world.origin.page(path, other);
    const goesOn = spec.goes_on === true ? { more: true } : {};
    send(json({ ...world.origin.page(path, query), people, ...goesOn }));
  },

  /** This page begins so many records before its own beginning. */
  overlap: (spec, { visit: { path, query }, send, world }) => {
    const size = Number(query.get("size"));
    const all = world.origin.page(
      path,
      new URLSearchParams({ ...Object.fromEntries(query), size: "100000", page: "1" }),
    );
    const from = (Number(query.get("page") ?? 1) - 1) * size - Number(spec.records);
    const people = (all.people as unknown[]).slice(Math.max(0, from), from + size + Number(spec.records));
    send(json({ ...world.origin.page(path, query), people }));
  },

  /** The records of the page in another order. */
  shuffle: (_, { visit: { path, query }, send, world }) => {
    const page = world.origin.page(path, query);
    send(json({ ...page, people: [...(page.people as unknown[])].reverse() }));
  },

  /** The page as it is, with another link to the next one; `empty: true` without its people. */
  lead: (spec, { visit: { path, query }, send, world }) => {
    const page = world.origin.page(path, query);
    const here = Number(query.get("page") ?? 1);
    const to = String(spec.to).replace("{here}", String(here)).replace("{host}", originHost);
    send(json({ ...page, ...(spec.empty === true ? { people: [] } : {}), next: to, more: true }));
  },

  /** What happens to the people just before the page is given: `touch` or `remove` of a place, `insert`, or a `late` one. */
  change: (spec, { answer, send, world }) => {
    const { people } = world.origin;
    for (const at of [spec.touch].flat()) if (at !== undefined) world.origin.touch(Number(at));
    for (const at of [spec.remove].flat()) if (at !== undefined) people.splice(Number(at), 1);
    for (let n = 0; n < Number(spec.insert ?? 0); n += 1) world.origin.insert();
    send(answer());
  },

  /** So few of the people are left: a `share` of 100. */
  shrink: (spec, { answer, send, world }) => {
    const { people } = world.origin;
    world.origin.people = people.slice(0, Math.floor((people.length * Number(spec.share)) / 100));
    send(answer());
  },
};

function json(value: unknown) {
  return { status: 200, type: "application/json", body: Buffer.from(JSON.stringify(value)) };
}
