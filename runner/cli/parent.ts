/**
 * npm and npx end on a signal and do not pass it on: what they started goes on without a parent, and nobody who stops a job would
 * know. A process that was started below npm therefore looks whether its parent is still there.
 */

/** How often the parent is looked for. */
const EVERY_MS = 1000;

/** The names that npm, and others like it, put into the environment of what they start. */
const NPM = ["npm_execpath", "npm_lifecycle_event", "npm_command"];

/**
 * Calls `onGone` once when the process was started below npm and its parent ends. Does nothing elsewhere, nor on Windows, where
 * the number of the parent stays as it was.
 *
 * @param parent gives the id of the parent process as it is now
 * @example whenParentIsGone(process.env, () => process.ppid, () => stop.abort());
 */
export function whenParentIsGone(
  env: Readonly<Record<string, string | undefined>>,
  parent: () => number,
  onGone: () => void,
): void {
  if (process.platform === "win32" || !NPM.some((name) => env[name])) return;
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MS);
  timer.unref();
}
