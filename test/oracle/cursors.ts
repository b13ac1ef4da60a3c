/** The forms in which origins write the cursor of a record: from seconds to text or number, and back, strictly. */

export type FormName =
  | "iso"
  | "iso fraction"
  | "iso space"
  | "iso offset"
  | "iso offsets"
  | "iso +0000"
  | "iso UTC"
  | "rfc1123"
  | "epoch s"
  | "epoch s text"
  | "epoch ms"
  | "date"
  | "number"
  | "text";

export interface Form {
  /** Seconds of one unit of `t`. */
  readonly unit: number;
  /** False where the cursor names no instant: a serial number, a text. Its seconds are what it counts. */
  readonly isInstant: boolean;
  /** The cursor at so many seconds since 1970; `id` chooses between spellings where a system mixes them. */
  write(seconds: number, id: number): string | number;
  /** From the text of a query to seconds; undefined for a form that this origin does not know. */
  read(text: string): number | undefined;
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const plainIso = (seconds: number) => iso(seconds).replace(/\.\d+/, "");
const secondsOf = (text: string) => Date.parse(text) / 1000;

function instants(
  pattern: RegExp,
  write: Form["write"],
  { unit = 1, read = secondsOf }: { unit?: number; read?: (text: string) => number } = {},
): Form {
  return { unit, isInstant: true, write, read: (text) => (pattern.test(text) ? read(text) : undefined) };
}

const day = "\\d{4}-\\d\\d-\\d\\d";
const time = "\\d\\d:\\d\\d:\\d\\d";
const zoned = (seconds: number) => `${plainIso(seconds + 7200).slice(0, -1)}+02:00`;

export const forms: Readonly<Record<FormName, Form>> = {
  iso: instants(new RegExp(`^${day}T${time}(\\.\\d+)?Z$`), plainIso),
  "iso fraction": instants(new RegExp(`^${day}T${time}\\.\\d+Z$`), iso, { unit: 0.25 }),
  "iso space": instants(new RegExp(`^${day} ${time}$`), (s) => plainIso(s).replace("T", " ").slice(0, -1), {
    read: (text) => secondsOf(`${text.replace(" ", "T")}Z`),
  }),
  "iso offset": instants(new RegExp(`^${day}T${time}\\+02:00$`), zoned),
  "iso offsets": instants(new RegExp(`^${day}T${time}(Z|\\+\\d\\d:00)$`), (s, id) =>
    id % 2 === 0 ? zoned(s) : plainIso(s),
  ),
  "iso +0000": instants(new RegExp(`^${day}T${time}\\+0000$`), (s) => plainIso(s).replace("Z", "+0000"), {
    read: (text) => secondsOf(text.replace("+0000", "Z")),
  }),
  "iso UTC": instants(
    new RegExp(`^${day} ${time} UTC$`),
    (s) => plainIso(s).replace("T", " ").replace("Z", " UTC"),
    { read: (text) => secondsOf(text.replace(" ", "T").replace(" UTC", "Z")) },
  ),
  rfc1123: instants(new RegExp(`^[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} ${time} GMT$`), (s) =>
    new Date(s * 1000).toUTCString(),
  ),
  "epoch s": instants(/^\d{10}$/, (s) => s, { read: Number }),
  "epoch s text": instants(/^\d{10}$/, (s) => String(s), { read: Number }),
  "epoch ms": instants(/^\d{13}$/, (s) => s * 1000, { read: (text) => Number(text) / 1000 }),
  date: instants(new RegExp(`^${day}$`), (s) => iso(s).slice(0, 10), { unit: 86_400 }),
  number: {
    unit: 1,
    isInstant: false,
    write: (t) => 1000 + t,
    read: (text) => (/^\d{1,7}$/.test(text) ? Number(text) - 1000 : undefined),
  },
  text: {
    unit: 1,
    isInstant: false,
    write: (t) => `c${String(t).padStart(6, "0")}`,
    read: (text) => (/^c\d{6}$/.test(text) ? Number(text.slice(1)) : undefined),
  },
};
