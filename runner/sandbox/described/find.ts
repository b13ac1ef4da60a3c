/** The described systems of a project: its own, then the shipped ones. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Fault, throwFindings } from "../../faults/fault.js";
import { connectorFolders, packageRoot } from "../../load/folders.js";
import { type Description, readDescription } from "./description.js";

/**
 * All descriptions that a project can use; one of its own takes the place of a shipped one with the same name.
 *
 * @param cwd the current directory, for messages
 * @throws Fault INVALID when one is wrong
 */
export async function findDescriptions(
  project = packageRoot,
  cwd = project,
): Promise<readonly Description[]> {
  const files = new Map<string, string>();
  for (const folder of connectorFolders(project)) {
    if (!existsSync(folder)) continue;
    for (const name of (await readdir(folder)).sort()) {
      const file = join(folder, name, "sandbox.yaml");
      if (/^[a-z][a-z0-9_]*$/.test(name) && !files.has(name) && existsSync(file)) files.set(name, file);
    }
  }
  const findings: Fault[] = [];
  const all = await Promise.all([...files.values()].map((file) => readDescription(file, cwd, findings)));
  throwFindings(findings);
  return all.filter((one) => one !== undefined);
}

let shipped: Promise<readonly Description[]> | undefined;

/** The descriptions of this package, read once. */
export function shippedDescriptions(): Promise<readonly Description[]> {
  shipped ??= findDescriptions(packageRoot);
  return shipped;
}
