/** Arguments in, exit code out: the only place, with cli/, that touches the process. */
import { program } from "./cli/program.js";

// A reader that has gone (`| head`) must not end the run: what is left unsaid is lost, what is under way is not.
process.stderr.on("error", () => {});
let unsaid: NodeJS.ErrnoException | undefined;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") unsaid = error;
});

const exit = await program({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  onSignal: (signal, listener) => process.on(signal, listener),
  exit: (code) => process.exit(code),
});
// Not process.exit(): what is still on its way to stdout or stderr would be cut off.
process.exitCode = exit;
process.once("exit", () => {
  if (unsaid === undefined || exit !== 0) return;
  process.stderr.write(`the result cannot be written to stdout (${unsaid.code}); what the run did is done\n`);
  process.exitCode = 3;
});
