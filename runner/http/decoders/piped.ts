/** Sends a stream through another, and takes what comes of it. */
import type { Duplex, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** @throws what `take` throws, before anything that a stream says of its end; whichever ends, the others end with it */
export async function piped<Piece, Value>(
  source: Readable,
  through: Duplex,
  take: (pieces: AsyncIterable<Piece>) => Promise<Value>,
): Promise<Value> {
  let refused: { readonly reason: unknown } | undefined;
  try {
    return await pipeline(source, through, async (pieces) => {
      try {
        return await take(pieces as AsyncIterable<Piece>);
      } catch (reason) {
        refused = { reason };
        throw reason;
      }
    });
  } catch (error) {
    throw refused ? refused.reason : error;
  }
}
