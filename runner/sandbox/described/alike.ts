/** What stands twice in a description under two spellings: routes of one shape, records of one key; and what can be told apart by too little. */
import type { Collection, Sandbox } from "../../../schemas/sandbox.types.js";
import { locateKey, type Path, type Source } from "../../load/source.js";

type Tell = (path: Path, message: string, hint?: string, atKey?: boolean) => void;

/** Finds them. */
export function checkAlike(data: Sandbox, source: Source, tell: Tell): void {
  const shapes = new Map<string, string>();
  for (const [name, { host = "" }] of Object.entries(data.routes)) {
    const shape = `${String(host)} ${name.replace(/\{\w+\}/g, "{}")}`;
    const other = shapes.get(shape);
    if (other === undefined) shapes.set(shape, name);
    else
      tell(
        ["routes", name],
        `\`${other}\` in line ${locateKey(source, ["routes", other]).line} takes every request of this route`,
        "Make one route of the two.",
        true,
      );
  }
  for (const [name, collection] of Object.entries(data.collections ?? {})) {
    checkRecords(["collections", name], collection, tell);
    checkUnique(["collections", name], collection, tell);
  }
}

function checkRecords(path: Path, { key = "id", records }: Collection, tell: Tell): void {
  if (key === null || !Array.isArray(records)) return;
  const seen = new Set<string>();
  for (const [index, record] of records.entries()) {
    const value = (record as Readonly<Record<string, unknown>> | null)?.[key];
    if (value === undefined || String(value).includes("${")) continue;
    if (seen.has(String(value)))
      tell(
        [...path, "records", index, key],
        `another record has the \`${key}\` ${String(value)}: only this one is kept`,
      );
    seen.add(String(value));
  }
}

function checkUnique(path: Path, { unique, schema, record, count = 0 }: Collection, tell: Tell): void {
  for (const [index, name] of (unique ?? []).entries()) {
    const values = schema?.properties?.[name]?.enum;
    const isLaidOver = typeof record === "string" || (record !== undefined && Object.hasOwn(record, name));
    if (!values || isLaidOver) continue;
    const different = new Set(values.map((value) => JSON.stringify(value))).size;
    if (different < count)
      tell(
        [...path, "unique", index],
        `${count} records cannot differ in \`${name}\`, which has ${different} ${different === 1 ? "value" : "values"}`,
        "Leave `enum` out, or give each its own in `record`.",
      );
  }
}
