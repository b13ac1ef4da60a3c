/** What a hostile system says: everything it was sent, what a terminal obeys, and a megabyte of it. */
import type { Action } from "./actions.js";

/** Moves the cursor, sets a title, rings, overwrites the line, turns the direction of writing, hides, and is half a character. */
const OBEYED =
  "\u001b[2J\u001b]0;title\u0007\u0008\r\u009b31m\u202egnp.exe\u2066\u200b\u2028\ufeff\ud800 end";

export const textActions: Readonly<Record<string, Action>> = {
  /** A refusal with `status` in which the credentials are repeated, each time in other forms; with `spelling`, in that form alone, `before` it so many characters. */
  parrot: (spec, { visit: { nth }, send, world }) => {
    const spellings = Object.values(world.credentials).flatMap(spellingsOf);
    const from = (nth - 1) * AT_ONCE;
    const turn = Array.from({ length: AT_ONCE }, (_, at) => spellings[(from + at) % spellings.length] ?? "");
    const error =
      spec.spelling === undefined
        ? turn.join(" ")
        : `${"x".repeat(Number(spec.before))}${spellingsOf(world.credentials.TARGET_SECRET ?? "")[Number(spec.spelling)]}`;
    send({
      status: Number(spec.status ?? 422),
      type: "application/json",
      headers: { "x-said": encodeURIComponent(error) },
      body: Buffer.from(JSON.stringify({ error, failed: spellings })),
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

/** So many forms fit into what is shown of a message. */
const AT_ONCE = 5;

/** A secret as systems repeat it: as it is, and in the encodings that messages carry. */
function spellingsOf(secret: string): string[] {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  return [
    secret,
    base64(secret),
    JSON.stringify(secret),
    JSON.stringify(JSON.stringify(secret)),
    encodeURIComponent(secret),
    new URLSearchParams({ key: secret }).toString(),
    Buffer.from(secret).toString("hex"),
    base64(`user:${secret}`),
    base64(`xx${secret}yy`),
    base64(`x${secret}`).replaceAll("+", "-").replaceAll("/", "_"),
    base64(`user:${secret}`).replace(/.{20}/g, "$&\n"),
  ];
}
