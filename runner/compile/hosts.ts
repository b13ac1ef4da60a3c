/** Which hosts a manifest calls its own: names, and `*.name` for all that lie below one. */

/**
 * @param host as `URL.host` has it
 * @example isNamed("files.acme.example", ["*.acme.example"]) // true
 */
export function isNamed(host: string, names: readonly string[]): boolean {
  return names.some((name) => {
    const lower = name.toLowerCase();
    return lower.startsWith("*.") ? host.endsWith(lower.slice(1)) : host === lower;
  });
}
