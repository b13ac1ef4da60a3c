/** What a hostile system says: everything it was sent, what a terminal obeys, and a megabyte of it. */
import { formsOf } from "../process/canary.js";
import type { Deed } from "./deeds.js";

/** Moves the cursor, sets a title, rings, overwrites the line, turns the direction of writing, hides, and is half a character. */
const OBEYED =
  "\u001b[2J\u001b]0;title\u0007\u0008\r\u009b31m\u202egnp.exe\u2066\u200b\u2028\ufeff\ud800 end";

export const words: Readonly<Record<string, Deed>> = {
  /** A refusal with `status` that holds every credential in every form, `before` it so many characters. */
  parrot: (spec, { send, world }) => {
    const songs = Object.values(world.credentials).flatMap((secret) => Object.values(formsOf(secret)));
    const chosen = spec.song === undefined ? songs : [songs[Number(spec.song)] ?? ""];
    const error = `${"x".repeat(Number(spec.before ?? 0))}${chosen.join(spec.before === undefined ? " " : "")}`;
    const status = Number(spec.status ?? 422);
    send({
      status,
      type: "application/json",
      headers: { "x-said": encodeURIComponent(error.slice(0, 4000)) },
      body: Buffer.from(JSON.stringify({ error, failed: songs })),
    });
  },

  /** A refusal in words that a terminal obeys, so many `times` over; with `mb`, a text of that size. */
  obeyed: (spec, { send }) => {
    const error = `${OBEYED}${"\u001b[31mred ".repeat(Number(spec.mb ?? 0) * 100_000)}`;
    send({
      status: Number(spec.status ?? 422),
      type: String(spec.type ?? "application/json"),
      body: Buffer.from(JSON.stringify({ error })),
    });
  },

  /** The answer with a header of so many `kb`. */
  "long header": (spec, { answer, send }) => {
    const one = answer();
    send({ ...one, headers: { ...one.headers, "x-long": "x".repeat(Number(spec.kb) * 1024) } });
  },

  /** The page with another link to the file of each person; `{id}` in it is the person's. */
  files: (spec, { visit: { path, query }, send, world }) => {
    const page = world.origin.page(path, query);
    const people = (page.people as { id: number }[]).map((person) => ({
      ...person,
      cv: String(spec.to).replace("{id}", String(person.id)),
    }));
    send({
      status: 200,
      type: "application/json",
      body: Buffer.from(JSON.stringify({ ...page, people })),
    });
  },
};
