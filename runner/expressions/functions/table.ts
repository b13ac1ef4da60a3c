/** All functions of the language, by family. The reference, completion and the checks of expressions read this table. */
import { booleans } from "./booleans.js";
import type { Definition } from "./define.js";
import { encoding } from "./encoding.js";
import { files } from "./files.js";
import { formats } from "./formats.js";
import { higher } from "./higher.js";
import { lists } from "./lists.js";
import { numbers } from "./numbers.js";
import { objects } from "./objects.js";
import { own } from "./own.js";
import { search } from "./search.js";
import { signatures } from "./signatures.js";
import { strings } from "./strings.js";
import { times } from "./times.js";

/** Family → its functions. */
export const families: Readonly<Record<string, readonly Definition[]>> = {
  strings,
  search,
  encoding,
  numbers,
  formats,
  booleans,
  lists,
  higher,
  objects,
  times,
  own,
  files,
  signatures,
};

/** Name without `$` → function. */
export const functions: ReadonlyMap<string, Definition> = new Map(
  Object.values(families).flatMap((family) => family.map((definition) => [definition.name, definition])),
);
