/** Basic authentication, read from its header. */

/** User and password; undefined where the header is another one. */
export function basicOf(header: string | undefined): readonly [string, string] | undefined {
  const [, coded] = /^basic\s+([A-Za-z0-9+/]+=*)$/i.exec(header ?? "") ?? [];
  const pair = Buffer.from(coded ?? "", "base64").toString();
  const colon = pair.indexOf(":");
  return coded === undefined || colon < 0 ? undefined : [pair.slice(0, colon), pair.slice(colon + 1)];
}
