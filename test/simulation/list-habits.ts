/** How the list of the fake origin is ordered, filtered and written, beyond what a system does that keeps its promises. */
import type { Person } from "./people.js";

/** What a case says of the origin; a filter with an `open end` lets everything through that is later. */
export interface Habits {
  /** `inside pages`: each page is sorted, and the last page comes first. */
  readonly order?: "ascending" | "descending" | "inside pages" | "none";
  readonly filter?: "inclusive" | "exclusive" | "rounds up" | "rounds down" | "open end";
  /** Who is named as deleted besides those who were. */
  readonly deleted?: "everybody";
  /** A name of {@link spellings}: how `at`, and a `from` that is compared with it, is written. */
  readonly form?: string;
}

/** A way to write an instant, and to read one that is written in exactly that way. */
interface Spelling {
  write(at: number): string | number;
  /** NaN for a text in any other form. */
  read(text: string): number;
}

const iso = (at: number, digits: number) => new Date(at).toISOString().slice(0, digits);

/** Reads what `write` makes of an instant, and nothing else. */
function spelling(
  write: (at: number) => string | number,
  plain: (text: string) => string | number,
): Spelling {
  return {
    write,
    read: (text) => {
      const at = new Date(plain(text)).getTime();
      return !Number.isNaN(at) && String(write(at)) === text ? at : Number.NaN;
    },
  };
}

export const spellings: Readonly<Record<string, Spelling>> = {
  iso: spelling((at) => new Date(at).toISOString(), String),
  space: spelling(
    (at) => iso(at, 19).replace("T", " "),
    (text) => `${text}Z`,
  ),
  microseconds: spelling(
    (at) => `${iso(at, 23)}000+00:00`,
    (text) => text.replace("000+", "+"),
  ),
  "short zone": spelling(
    (at) => `${iso(at, 19)}+00`,
    (text) => text.replace(/\+00$/, "Z"),
  ),
  "zone without a colon": spelling(
    (at) => `${iso(at + 7_200_000, 19)}+0200`,
    (text) => text.replace(/00$/, ":00"),
  ),
  "name of the zone": spelling(
    (at) => `${iso(at, 19).replace("T", " ")} UTC`,
    (text) => text.replace(" UTC", "Z"),
  ),
  "RFC 1123": spelling((at) => new Date(at).toUTCString(), String),
  "epoch seconds": spelling(
    (at) => Math.floor(at / 1000),
    (text) => Number(text) * 1000,
  ),
  "epoch milliseconds": spelling((at) => at, Number),
  "epoch seconds as text": spelling(
    (at) => String(Math.floor(at / 1000)),
    (text) => Number(text) * 1000,
  ),
  date: spelling((at) => iso(at, 10), String),
  number: spelling(
    (at) => (at - Date.UTC(2024, 0, 1)) / 1000,
    (text) => Number(text) * 1000 + Date.UTC(2024, 0, 1),
  ),
};

const instantOf = ({ updated_at }: Person) => Date.parse(updated_at);

/** How a person's last change is written; every second one in seconds where the form is `mixed`. */
export function written(person: Person, { form = "iso" }: Habits): string | number {
  const name = form === "mixed" ? (person.id % 2 ? "epoch seconds" : "epoch milliseconds") : form;
  return spellingOf(name).write(instantOf(person));
}

/** The people that a filter lets through; undefined for a `from` that the system cannot read. */
export function filtered(
  people: readonly Person[],
  from: string | null,
  habits: Habits,
): Person[] | undefined {
  if (from === null) return [...people];
  const { filter = "inclusive", form = "iso" } = habits;
  const name = form === "mixed" ? "epoch seconds" : form;
  const { read, write } = spellingOf(name);
  const asked = read(from);
  if (Number.isNaN(asked)) return undefined;
  const unit = filter === "rounds up" ? 10_000 : 60_000;
  const bound =
    filter === "rounds up"
      ? Math.ceil(asked / unit) * unit
      : filter === "rounds down"
        ? Math.floor(asked / unit) * unit
        : asked;
  return people.filter((person) => {
    // It compares what it shows: a date has no time.
    const at = read(String(write(instantOf(person))));
    return filter === "exclusive" ? at > bound : at >= bound;
  });
}

/** The people of a list in the order in which it gives them. */
export function ordered(sorted: readonly Person[], size: number, { order = "ascending" }: Habits): Person[] {
  if (order === "descending") return [...sorted].reverse();
  if (order === "none") return [...sorted].sort((a, b) => ((a.id * 37) % 101) - ((b.id * 37) % 101));
  if (order === "ascending") return [...sorted];
  const pages: Person[][] = [];
  for (let at = 0; at < sorted.length; at += size) pages.unshift(sorted.slice(at, at + size));
  return pages.flat();
}

function spellingOf(name: string): Spelling {
  const found = spellings[name];
  if (!found) throw new Error(`there is no form called ${name}`);
  return found;
}
