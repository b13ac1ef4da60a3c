/** Faults of the network and of HTTP: what a connection does, and what an answer says that it should not. */
import type { Action } from "./actions.js";
import { onTheWire } from "./visit.js";

export const networkActions: Readonly<Record<string, Action>> = {
  /** The connection is reset when so much of the body is sent: `bytes` is a number, `half` or `last`. The request is carried out. */
  reset: (spec, { visit: { socket }, answer }) => {
    const whole = onTheWire(answer());
    const head = whole.indexOf("\r\n\r\n") + 4;
    const body = whole.length - head;
    const sent = { half: body >> 1, last: body - 1 }[String(spec.bytes)] ?? Number(spec.bytes ?? 0);
    socket.write(whole.subarray(0, head + sent), () => socket.resetAndDestroy());
  },

  /** The connection ends before anything is answered; `applied: true` has the request carried out first. */
  drop: (spec, { visit: { socket }, answer }) => {
    if (spec.applied === true) answer();
    socket.destroy();
  },

  /** Status 200 and half of the body, without a length that would tell. */
  truncate: (_, { visit: { socket }, answer }) => {
    const one = answer();
    socket.end(onTheWire({ ...one, body: one.body.subarray(0, one.body.length >> 1) }, false));
  },

  /** Another answer in the place of the system's: `status`, `headers`, `type`, and a body as `json` or `text` or `hex`. */
  answer: (spec, { send }) => {
    const { status = 500, headers = {}, json = {}, text, hex, type = "application/json" } = spec;
    const body =
      hex === undefined
        ? Buffer.from(text === undefined ? JSON.stringify(json) : String(text))
        : Buffer.from(String(hex).replace(/\s/g, ""), "hex");
    send({ status: Number(status), type: String(type), headers: filled(headers), body });
  },

  /** The request is carried out and answered with a failure all the same: `status`, `headers`. */
  deny: (spec, { answer, send }) => {
    answer();
    const { status = 500, headers = {} } = spec;
    const body = Buffer.from("{}");
    send({ status: Number(status), type: "application/json", headers: filled(headers), body });
  },

  /** Nothing is ever answered. */
  hang: () => {},

  /** The request waits until the driver lets it go. */
  hold: async (_, { answer, send, world }) => {
    await world.released;
    send(answer());
  },

  /** Half of the body comes, and then nothing more. */
  stall: (_, { visit: { socket }, answer }) => {
    const whole = onTheWire(answer());
    socket.write(whole.subarray(0, whole.indexOf("\r\n\r\n") + 10));
  },

  /** The body comes byte by byte, for ever so long. */
  drip: (_, { visit: { socket }, answer }) => {
    const whole = onTheWire({ ...answer(), body: Buffer.alloc(1_000_000, " ") });
    let at = whole.indexOf("\r\n\r\n") + 4;
    socket.write(whole.subarray(0, at));
    const timer = setInterval(() => {
      socket.write(whole.subarray(at, at + 1));
      at += 1;
    }, 100);
    socket.on("close", () => clearInterval(timer));
  },

  /** An answer that comes late, by so many `ms`. */
  delay: (spec, { answer, send }) => {
    setTimeout(() => send(answer()), Number(spec.ms));
  },

  /** The proxy swallows the connection, and the answer with it. */
  swallow: (_, { answer, send, world }) => {
    world.proxy?.swallow();
    send(answer());
  },

  /** Every ticket ends, and this request with them. */
  "end session": (_, { answer, send, world }) => {
    world.origin.forgetTickets();
    send(answer());
  },
};

/** `${in 3 s}` in a header is that time, as HTTP writes it. */
function filled(headers: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers as Record<string, unknown>).map(([name, text]) => [
      name,
      String(text).replace(/\$\{in (-?\d+) s\}/, (_, seconds) =>
        new Date(Date.now() + Number(seconds) * 1000).toUTCString(),
      ),
    ]),
  );
}
