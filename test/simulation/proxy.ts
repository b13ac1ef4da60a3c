/** A TCP proxy that can swallow what it should pass on: a connection that stands and says nothing, as one through a dead firewall. */

import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";

export interface TcpProxy {
  readonly port: number;
  /** From now on nothing is passed on over the connections there are. New ones work. */
  swallow(): void;
  /** From now on nothing is passed on at all, and nothing is closed. */
  silence(): void;
  /** Resets all connections, and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
}

/** Opens a proxy to a port of this machine; it is closed after the test. */
export async function openProxy(t: TestContext, port: number): Promise<TcpProxy> {
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket; swallowed: boolean }>();
  let isSilent = false;
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.resetAndDestroy();
    const far = connect(port, "127.0.0.1");
    const pair = { near, far, swallowed: isSilent };
    pairs.add(pair);
    const join = (from: Socket, to: Socket): void => {
      from.on("data", (piece) => {
        if (!pair.swallowed) to.write(piece);
      });
      from.on("error", () => {});
      from.on("close", () => {
        if (!pair.swallowed) to.destroy();
        pairs.delete(pair);
      });
    };
    join(near, far);
    join(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
  });
  const swallow = (): void => {
    for (const pair of pairs) pair.swallowed = true;
  };
  return {
    port: (server.address() as AddressInfo).port,
    swallow,
    silence() {
      isSilent = true;
      swallow();
    },
    cut() {
      isCut = true;
      for (const { near } of pairs) near.resetAndDestroy();
    },
    mend() {
      isCut = false;
      isSilent = false;
    },
  };
}
