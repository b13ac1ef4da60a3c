/** The name by which the environment has a parameter of a connector, wherever this program proposes one. */

/** @example variableOf("acme", "token") // "ACME_TOKEN" */
export function variableOf(connector: string, parameter: string): string {
  return `${connector}_${parameter}`.toUpperCase();
}
