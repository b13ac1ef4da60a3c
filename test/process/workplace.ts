/** A folder of a user's own: a pipeline, what belongs to it, and what a run leaves there. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { TestContext } from "node:test";

/** Makes a folder that is removed after the test, a project of its own with these files in it. */
export async function workplace(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sync-runner-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const [name, text] of Object.entries({ "package.json": "{}\n", ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Every file below a folder, by its path relative to it; none when there is no such folder. */
export async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // The journal of a store goes when the store is closed, which may be in between.
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    if (bytes) files.set(relative(folder, path), bytes);
  }
  return files;
}

/** The pipeline of these tests, with more lines behind it. */
export function pipeline(more = ""): string {
  return `workflow_id: candidates
action: teamtailor.create_profiles_in_hrflow
connector_auth:
  api_key: \${ env.TEAMTAILOR_API_KEY }
hrflow_auth:
  api_secret: \${ env.HRFLOW_API_SECRET }
  api_user: \${ env.HRFLOW_API_USER }
push_parameters:
  source_key: \${ env.HRFLOW_SOURCE_KEY }
${more}`;
}
