/** Arguments in, exit code out: the only place, with cli/, that touches the process. */
import { program } from "./cli/program.js";

const exit = await program(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  onSignal: (signal, listener) => process.on(signal, listener),
  exit: (code) => process.exit(code),
});
// Not process.exit(): what is still on its way to stdout or stderr would be cut off.
process.exitCode = exit;
