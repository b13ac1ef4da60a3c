/** Adds a finding of a check to those of a file. */
import { Fault, type Location } from "../../faults/fault.js";
import { locateIn, locateKey, locateValue, type Path, type Source } from "../../load/source.js";

/** Where findings go. */
export interface Findings {
  readonly source: Source;
  readonly findings: Fault[];
}

/** A finding at a location. */
export function tell({ findings }: Findings, location: Location, message: string, hint?: string): void {
  findings.push(new Fault("INVALID", message, { hint, location }));
}

/** A finding about a key. */
export function tellKey(to: Findings, path: Path, message: string, hint?: string): void {
  tell(to, locateKey(to.source, path), message, hint);
}

/** A finding about a value. */
export function tellValue(to: Findings, path: Path, message: string, hint?: string): void {
  tell(to, locateValue(to.source, path), message, hint);
}

/** A finding about a part of a text. */
export function tellIn(
  to: Findings,
  path: Path,
  found: { readonly index: number; readonly length: number },
  message: string,
  hint?: string,
): void {
  tell(to, locateIn(to.source, path, found.index, found.length), message, hint);
}
