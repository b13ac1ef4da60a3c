/** What a change of a YAML text changes of its data: an alias repeats a place elsewhere, and a quote can move the end of a value. */
import { type Document, isScalar, visit, type YAMLMap } from "yaml";
import { parseYaml } from "../load/parse.js";

/**
 * Whether two texts differ in one key or one value, whatever way either is written.
 *
 * @example changesOnePlace("a: &x { b: 1 }\nc: *x\n", "a: &x { d: 1 }\nc: *x\n") // false
 */
export function changesOnePlace(before: string, after: string): boolean {
  const [old, now] = [documentOf(before), documentOf(after)];
  if (!old || !now) return false;
  const data = [old, now].map((one): unknown => one.toJS({ mapAsMap: true, maxAliasCount: -1 }));
  const one = differences(data[0], data[1]) === 1;
  return one && [...mappingsOf(after).values()].every(({ map }) => !repeats(map));
}

/** The mapping of each key, by the place of the key in the text; `at` tells the mappings of a text apart. */
export function mappingsOf(
  text: string,
): ReadonlyMap<number, { readonly at: number; readonly map: YAMLMap }> {
  const found = new Map<number, { readonly at: number; readonly map: YAMLMap }>();
  const document = documentOf(text);
  if (!document) return found;
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  visit(document, {
    Map(_, map) {
      const at = map.range?.[0] ?? 0;
      for (const { key } of map.items)
        if (isScalar(key) && key.range) found.set(mark + key.range[0], { at, map });
    },
  });
  return found;
}

function documentOf(text: string): Document.Parsed | undefined {
  const parsed = parseYaml(text.replace(/^\ufeff/, ""));
  return "document" in parsed && parsed.document.errors.length === 0 ? parsed.document : undefined;
}

function repeats(map: YAMLMap): boolean {
  const keys = map.items.map(({ key }) => (isScalar(key) ? String(key.value) : undefined));
  return keys.some((key, index) => key !== undefined && keys.indexOf(key) !== index);
}

/** How many keys and values differ. */
function differences(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.reduce((sum: number, one, index) => sum + differences(one, b[index]), 0);
  if (!(a instanceof Map && b instanceof Map && a.size === b.size)) return Object.is(a, b) ? 0 : 1;
  const others = [...b];
  return [...a].reduce((sum, [key, value], index) => {
    const [otherKey, otherValue] = others[index] ?? [];
    return sum + differences(key, otherKey) + differences(value, otherValue);
  }, 0);
}
