/** Bodies that are meant to fill the memory of whoever reads them. */
import { gzipSync } from "node:zlib";
import type { Action } from "./actions.js";
import { onTheWire } from "./visit.js";

const MEGABYTE = Buffer.alloc(1024 * 1024, " ");

export const sizeActions: Readonly<Record<string, Action>> = {
  /** So many `mb` of blanks, compressed to next to nothing. */
  "gzip bomb": (spec, { send }) => {
    const part = gzipSync(MEGABYTE);
    const body = Buffer.concat(Array.from({ length: Number(spec.mb) }, () => part));
    send({ status: 200, type: "application/json", headers: { "content-encoding": "gzip" }, body });
  },

  /** A body that says it has so many `mb`, or that has no end. */
  flood: (spec, { visit: { socket } }) => {
    const mb = spec.mb === undefined ? Number.POSITIVE_INFINITY : Number(spec.mb);
    const head = { status: 200, type: "application/json", body: Buffer.alloc(0) };
    const length: Record<string, string> = Number.isFinite(mb)
      ? { "content-length": String(mb * MEGABYTE.length) }
      : {};
    socket.write(onTheWire({ ...head, headers: { connection: "close", ...length } }, false));
    let sent = 0;
    const pour = (): void => {
      while (!socket.destroyed && sent < mb) {
        sent += 1;
        if (!socket.write(MEGABYTE)) return void socket.once("drain", pour);
      }
    };
    socket.on("error", () => {});
    pour();
  },

  /** Lists in lists, so many deep. */
  deep: (spec, { send }) => {
    const depth = Number(spec.depth);
    const body = Buffer.from(`{"people":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    send({ status: 200, type: "application/json", body });
  },

  /** One person whose name has so many characters. */
  "long text": (spec, { send }) => {
    const people = [{ id: 1, name: "x".repeat(Number(spec.characters)), updated_at: "2024-01-01T09:00:00Z" }];
    send({
      status: 200,
      type: "application/json",
      body: Buffer.from(JSON.stringify({ people, next: null })),
    });
  },

  /** One object with so many keys. */
  keys: (spec, { send }) => {
    const keys = Array.from({ length: Number(spec.count) }, (_, at) => `"k${at}":${at}`);
    send({ status: 200, type: "application/json", body: Buffer.from(`{"people":[{${keys.join()}}]}`) });
  },
};
