/** The methods of requests, as steps name them. */

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
export type Method = (typeof METHODS)[number];

/** The method that a step or a list names; undefined when it names none. */
export function methodOf(text: object): Method | undefined {
  return METHODS.find((method) => method in text);
}
