/** Invents values from a schema: the same ones for the same seed and position. Members with the name of something human get that. */
import type { Shape } from "../../../schemas/sandbox.types.js";
import { headlines, namings } from "../names.js";
import { type Draws, hex, opaqueId } from "../random.js";
import { htmlText, type Place, places, requirements, titles } from "../vacancy-words.js";

/** Somebody, of whom all members of one record speak. */
interface Person {
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly place: Place;
}

/** What all values of one record share. */
export interface Subject {
  readonly draw: Draws;
  /** A number for this collection, so that ids of two collections differ. */
  readonly kind: number;
  readonly position: number;
  readonly seed: number;
  /** The member that identifies the record; null where none does. */
  readonly key: string | null;
}

const start = Date.UTC(2024, 0, 3);
const end = Date.UTC(2025, 11, 20);
const firstNumber = 1001;

/** The id of the record at a position, as its schema wants it. */
export function inventKey(shape: Shape | undefined, { kind, position, seed }: Subject): string | number {
  const types = [shape?.type ?? "string"].flat();
  if (types.includes("integer") || types.includes("number"))
    return (shape?.minimum ?? firstNumber) + position;
  return shape?.format === "uuid" ? uuid(seed, position, kind) : opaqueId(kind, position);
}

/** A record of that shape. */
export function inventRecord(shape: Shape, subject: Subject): Record<string, unknown> {
  return inventObject(shape, subject, personOf(shape, subject), true);
}

function inventObject(
  shape: Shape,
  subject: Subject,
  person: Person,
  isRecord = false,
): Record<string, unknown> {
  const { properties = {}, required } = shape;
  const members = Object.entries(properties).flatMap(([name, member]): [string, unknown][] => {
    if (isRecord && name === subject.key) return [[name, inventKey(member, subject)]];
    const isThere = required === undefined || required.includes(name) || !subject.draw.chance(0.1);
    return isThere ? [[name, inventValue(member, name, subject, person)]] : [];
  });
  return Object.fromEntries(inOrder(members));
}

/** What was changed was created before. */
function inOrder(members: [string, unknown][]): [string, unknown][] {
  const find = (word: RegExp) =>
    members.find(([name, value]) => word.test(name) && typeof value === "string");
  const [created, updated] = [find(/^creat/i), find(/^(updat|modif|chang)/i)];
  if (created && updated && String(updated[1]) < String(created[1]))
    [created[1], updated[1]] = [updated[1], created[1]];
  return members;
}

function inventValue(shape: Shape, name: string, subject: Subject, person: Person): unknown {
  const { draw } = subject;
  const types = [shape.type ?? (shape.properties ? "object" : "string")].flat();
  if (types.includes("null") && draw.chance(0.2)) return null;
  const choice = shape.enum ?? shape.examples;
  if (choice) return draw.one(choice);
  switch (types.find((type) => type !== "null")) {
    case "object":
      return inventObject(shape, subject, person);
    case "array": {
      const fewest = shape.minItems ?? 0;
      const count = fewest + draw.below((shape.maxItems ?? fewest + 3) - fewest + 1);
      return Array.from({ length: count }, () => inventValue(shape.items ?? {}, name, subject, person));
    }
    case "boolean":
      return draw.chance(0.5);
    case "integer":
    case "number": {
      const { minimum = 0, maximum = minimum + 100 } = shape;
      const value = minimum + draw.next() * (maximum - minimum);
      return types.includes("integer")
        ? minimum + draw.below(Math.floor(maximum - minimum) + 1)
        : Number(value.toFixed(2));
    }
    case "string":
      return inventText(shape, name, subject, person);
    default:
      return null;
  }
}

function inventText(
  shape: Shape,
  name: string,
  { draw, seed, position, kind }: Subject,
  person: Person,
): string {
  const word = name.toLowerCase().replace(/[^a-z]/g, "");
  const digits = () => String(10 + draw.below(90));
  if (shape.format === "email" || word.endsWith("email")) return person.email;
  if (shape.format === "date-time") return instant(draw).toISOString();
  if (shape.format === "date") return instant(draw).toISOString().slice(0, 10);
  if (shape.format === "uuid") return uuid(seed, position, kind + word.length);
  if (shape.format === "uri") return `https://www.example.org/${word}/${position}`;
  if (/^(firstname|givenname)$/.test(word)) return person.first;
  if (/^(lastname|surname|familyname)$/.test(word)) return person.last;
  if (/^(name|fullname|displayname)$/.test(word)) return `${person.first} ${person.last}`.trim();
  if (/phone|mobile/.test(word)) return `+33 6 37 00 ${digits()} ${digits()}`;
  const { place } = person;
  if (word === "id") return opaqueId(kind + 1, position);
  if (/lat(itude)?$/.test(word)) return place.lat;
  if (/(lon|lng|long|longitude)$/.test(word)) return place.long;
  if (/region|state|administrative/.test(word)) return place.region;
  if (/city|town|locality/.test(word)) return place.city;
  if (/country/.test(word)) return place.country;
  if (/zip|postcode|postalcode/.test(word)) return place.postcode;
  if (/address|street|route/.test(word)) return place.address;
  if (/title|position|job/.test(word)) return draw.one(titles);
  if (/headline|pitch/.test(word)) return draw.one(headlines);
  if (/description|mission/.test(word)) return htmlText(draw.one(titles), requirements(draw));
  return requirements(draw);
}

function instant(draw: Draws): Date {
  return new Date(start + Math.floor(draw.next() * (end - start)));
}

/** A name of any script, unless the schema asks for letters of one. */
function personOf(shape: Shape, { draw, position }: Subject): Person {
  const patterns = Object.entries(shape.properties ?? {}).flatMap(([name, member]) => [
    ...(/name$/i.test(name) && member.pattern ? [new RegExp(member.pattern, "u")] : []),
    ...Object.entries(member.properties ?? {}).flatMap(([inner, { pattern }]) =>
      /name$/i.test(inner) && pattern ? [new RegExp(pattern, "u")] : [],
    ),
  ]);
  const fitting = namings.filter(({ first, last }) =>
    patterns.every((pattern) => last && [...first, ...last].every((name) => pattern.test(name))),
  );
  const naming = draw.one(fitting.length > 0 ? fitting : namings);
  const [first, last] = [draw.one(naming.first), naming.last ? draw.one(naming.last) : ""];
  const place = draw.one(places);
  const slug = `${first}.${last}`
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z.]/g, "")
    .replace(/^\.+|\.+$/g, "");
  return { first, last, email: `${slug || "candidate"}.${position.toString(36)}@example.org`, place };
}

function uuid(a: number, b: number, c: number): string {
  const digits = hex(32, a, b, c);
  return [8, 12, 16, 20, 32].map((to, at, ends) => digits.slice(ends[at - 1] ?? 0, to)).join("-");
}
