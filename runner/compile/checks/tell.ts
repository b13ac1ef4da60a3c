/** Adds a finding of a check to those of a file. */
import type { Fault, Fix, Location } from "../../faults/fault.js";
import { finding } from "../../faults/findings/finding.js";
import type { FindingCode, Given } from "../../faults/findings/table.js";
import { locateIn, locateKey, locateValue, type Path, type Source } from "../../load/source.js";

/** Where findings go. */
export interface Findings {
  readonly source: Source;
  readonly findings: Fault[];
}

/** A finding at a location. */
export function tell<C extends FindingCode>(
  { findings }: Findings,
  location: Location,
  code: C,
  given: Given<C>,
  hint?: string,
  fix?: Fix,
): void {
  findings.push(finding(code, given, { hint, location, fix }));
}

/** A finding about a key. */
export function tellKey<C extends FindingCode>(
  to: Findings,
  path: Path,
  code: C,
  given: Given<C>,
  hint?: string,
): void {
  tell(to, locateKey(to.source, path), code, given, hint);
}

/** A finding about a value. */
export function tellValue<C extends FindingCode>(
  to: Findings,
  path: Path,
  code: C,
  given: Given<C>,
  hint?: string,
): void {
  tell(to, locateValue(to.source, path), code, given, hint);
}

/** A finding about a part of a text. */
export function tellIn<C extends FindingCode>(
  to: Findings,
  path: Path,
  found: { readonly index: number; readonly length: number },
  code: C,
  given: Given<C>,
  hint?: string,
  fix?: Fix,
): void {
  tell(to, locateIn(to.source, path, found.index, found.length), code, given, hint, fix);
}

/** Calls `look` with every text of a value, and its place. */
export function eachText(path: Path, value: unknown, look: (path: Path, text: string) => void): void {
  if (typeof value === "string") look(path, value);
  else if (value !== null && typeof value === "object")
    for (const [key, member] of Object.entries(value))
      eachText([...path, Array.isArray(value) ? Number(key) : key], member, look);
}
