/** Secrets that are traced: values that can be found again wherever they come out, in whatever encoding. */

/** One that shows which credential it was, with the characters that the encodings treat each in its way. */
export function canary(name: string): string {
  return `${name}-7f/K+"q\\z?&=%-${name.length}canary`;
}

/**
 * The forms in which a secret is found in these bytes, each with what stands before it; empty when it is not there.
 *
 * @example leaks("hunter22", Buffer.from("key=aHVudGVyMjI="))[0] // "base64: key="
 */
export function leaks(secret: string, bytes: Uint8Array): string[] {
  // Whatever breaks lines breaks secrets, too.
  const text = Buffer.from(bytes).toString("latin1");
  const joined = text.replace(/(\\n|[\r\n]) */g, "");
  return Object.entries(formsOf(secret)).flatMap(([name, form]) => {
    const found = [text, joined].find((one) => one.includes(form));
    if (found === undefined) return [];
    const at = found.indexOf(form);
    return [`${name}: ${found.slice(Math.max(0, at - 60), at)}`];
  });
}

function formsOf(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret);
  const forms: Record<string, string> = {
    plain: secret,
    json: JSON.stringify(secret).slice(1, -1),
    "json in json": JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    url: encodeURIComponent(secret),
    form: new URLSearchParams({ "": secret }).toString().slice(1),
    hex: bytes.toString("hex"),
  };
  for (const before of [0, 1, 2]) {
    // The characters at the edges hold bits of the neighbours.
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const inner = whole.slice(before === 0 ? 0 : before + 1, -1);
    forms[`base64 ${before}`] = inner;
    forms[`base64url ${before}`] = inner.replaceAll("+", "-").replaceAll("/", "_");
  }
  return forms;
}
