/** The redactor of a command that knows its pipeline: from then on the manifests tell which values are secret (I6). */
import { Redactor } from "../report/redact.js";
import { argumentSecrets } from "./secrets.js";
import type { Shell } from "./shell.js";

/** Knows the secrets of the arguments, and these; what becomes secret later has to be added to it and to that of the shell. */
export function argumentRedactor(shell: Shell, secrets: readonly string[]): Redactor {
  // A failure is told with all that may be secret.
  for (const secret of secrets) shell.redactor.add(secret);
  return new Redactor([...argumentSecrets(shell), ...secrets]);
}
