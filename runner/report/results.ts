/** The files of results that commands write, and how each is told from what people write. */
import type { Replaceable } from "./replaceable.js";

/** A request, a page or a wait is in the first line; a HAR names who made it. */
export const TRACE: Replaceable = {
  option: "--trace",
  what: "a trace",
  isOurs: (beginning) =>
    /^\{"time":"[^"]+","type":"(?:request|page|wait)",/.test(beginning) || beginning.startsWith(HAR_BEGIN),
};

/** How every HAR begins that is written here. */
export const HAR_BEGIN = '{"log":{"version":"1.2","creator":{"name":"sync-runner","version":"1"},"entries":[';

/** An item may be any object: that the file is for its owner alone has to tell the rest. */
export const ITEMS: Replaceable = {
  option: "--items",
  what: "items",
  isPrivate: true,
  isOurs: (beginning) => {
    const [first = "", ...more] = beginning.split("\n");
    // A first item that is cut begins as an object does.
    return more.length === 0 ? /^\{"/.test(first) : isObject(first);
  },
};

/** How every report begins that `test --junit` writes. */
export const JUNIT_BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sync-runner">\n';

export const JUNIT: Replaceable = {
  option: "--junit",
  what: "a report",
  isOurs: (beginning) => beginning.replaceAll("\r", "").startsWith(JUNIT_BEGIN),
};

const SCHEMA_ID = /^\s*\{\s*"\$schema":\s*"[^"]*",\s*"\$id":\s*"([^"]+)"/;

/** @param text the schema: one with the same `$id` is an older one of it */
export function schemaFile(text: string): Replaceable {
  const id = SCHEMA_ID.exec(text)?.[1];
  return {
    option: "the file of the schema",
    what: "the schema",
    isWithFolders: true,
    isOurs: (beginning) => id !== undefined && SCHEMA_ID.exec(beginning)?.[1] === id,
  };
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
