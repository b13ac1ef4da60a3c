/** How long a store behind a network may take: whoever waits for it holds a lock that others want. */
import { Fault } from "../faults/fault.js";

/** For a connection as for an answer. */
export const answerDeadlineMs = 5000;

/**
 * Gives what a call gives, if it comes in time.
 *
 * @param shown the URL of the store without credentials
 * @param giveUp ends the connection: what was asked may still be done later, so nothing may be asked after it
 * @throws Fault STORE_FAILED when it does not come; what the call throws
 */
export async function withDeadline<T>(shown: string, call: () => Promise<T>, giveUp: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const seconds = answerDeadlineMs / 1000;
      reject(new Fault("STORE_FAILED", `the state store ${shown} has not answered for ${seconds} s`));
      giveUp();
    }, answerDeadlineMs);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
