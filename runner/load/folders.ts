/** Where connectors are found: in the `connectors/` of the project first, then among the shipped ones. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package: the nearest one above this file that holds the schemas. */
export const packageRoot: string = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "schemas", "pipeline.base.schema.json")) && dirname(folder) !== folder)
    folder = dirname(folder);
  return folder;
})();

/** The folders that are searched, in order. */
export function connectorFolders(project: string): string[] {
  const own = join(project, "connectors");
  const shipped = join(packageRoot, "connectors");
  return own === shipped ? [own] : [own, shipped];
}

/** Whether a folder can be a connector's: the template of connectors, `_template`, is none. */
export function isConnectorName(name: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(name);
}

/** The manifest of a connector; undefined when there is none of that name. */
export function findManifest(name: string, project: string): string | undefined {
  if (!isConnectorName(name)) return undefined;
  return connectorFolders(project)
    .map((folder) => join(folder, name, "connector.yaml"))
    .find((path) => existsSync(path));
}

/** The names of all connectors that can be used, sorted. */
export async function connectorNames(project: string): Promise<string[]> {
  const names = new Set<string>();
  for (const folder of connectorFolders(project)) {
    if (!existsSync(folder)) continue;
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const isFolder = entry.isDirectory() || entry.isSymbolicLink();
      if (isFolder && isConnectorName(entry.name) && existsSync(join(folder, entry.name, "connector.yaml")))
        names.add(entry.name);
    }
  }
  return [...names].sort();
}
