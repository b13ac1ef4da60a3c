/** What a recorded scenario says: one run of one action against canned answers, what it must send and how it must end. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** One part of a multipart body: a field with its text, or a file with what identifies its bytes. */
export interface Part {
  readonly name: string;
  readonly text?: string;
  readonly filename?: string;
  readonly sha256?: string;
  /** Bytes. */
  readonly size?: number;
  /** Left out for application/octet-stream, and for a part that names no type. */
  readonly content_type?: string;
}

/** A request in the form in which it is compared; a request without a body has none of the last four members. */
export interface CanonicalRequest {
  readonly method: string;
  readonly host: string;
  /** Percent-decoded, slashes as they were sent. */
  readonly path: string;
  /** Decoded; a name that was sent twice is there twice. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Lower-case names, and of all headers only those that matter to the systems. */
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  readonly multipart?: readonly Part[];
  /** A body that is none of the above, e.g. broken JSON; no scenario expects one. */
  readonly raw?: string;
}

export interface ExpectedRequest extends CanonicalRequest {
  /** True: the run may leave it out. */
  readonly optional?: boolean;
}

/** A canned answer, and the requests it is for. */
export interface Route {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly multipart?: Readonly<Record<string, string>>;
  /** How often it answers before it is skipped; left out: without end. */
  readonly times?: number;
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly base64?: string;
  };
}

/** How a run ends; an event that is not named was counted 0 times. */
export interface Ending {
  readonly status: string;
  readonly reason: string;
  readonly events: Readonly<Record<string, number>>;
}

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly action: string;
  /** The body of a webhook, for an action that one starts. */
  readonly event?: unknown;
  /** The keys of the pipeline file besides `workflow_id` and `action`. */
  readonly pipeline: Readonly<Record<string, unknown>>;
  readonly routes: readonly Route[];
  readonly expected: { readonly requests: readonly ExpectedRequest[]; readonly result: Ending };
}

/**
 * The scenarios of a folder, by name.
 *
 * @throws Error when a file holds a scenario of another name: then a failing test would name the wrong file
 * @example for (const scenario of await readScenarios("test/fixtures/wire")) test(scenario.name, …);
 */
export async function readScenarios(folder: string): Promise<Scenario[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json")).sort();
  return Promise.all(
    files.map(async (file) => {
      const scenario = JSON.parse(await readFile(join(folder, file), "utf8")) as Scenario;
      if (scenario.name !== basename(file, ".json")) throw new Error(`${file} is named ${scenario.name}`);
      return scenario;
    }),
  );
}
