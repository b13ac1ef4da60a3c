/** What it takes to start the server of another program for a test. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { Readable } from "node:stream";

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** Resolves when the program prints this text, and then reads on, so that it never waits for a reader. */
export function said(child: ChildProcess, stream: Readable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = "";
    const listen = (piece: string) => {
      heard += piece;
      if (!heard.includes(text)) return;
      stream.off("data", listen);
      stream.resume();
      resolve();
    };
    stream.setEncoding("utf8").on("data", listen);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`it ended without saying "${text}": ${heard}`)));
  });
}
