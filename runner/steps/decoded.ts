/** An answer whose body is not JSON but a table, a document or an archive, made into the value that expressions see. */
import type { RequestPlan } from "../compile/plan.js";
import { asFault, type Fault } from "../faults/fault.js";
import type { HttpResponse } from "../http/client.js";
import type { Decoder, Keep } from "../http/decoders/decoder.js";
import { decode } from "../http/decoders/decoders.js";
import { isFile } from "../http/files.js";

/** An answer, and why its body could not be read, which has no value then. */
interface Decoded {
  readonly answer: HttpResponse;
  readonly broken?: Fault;
}

/** @param decoder undefined where the body is what it is to be */
export async function decodedAnswer(
  raw: HttpResponse,
  decoder: Decoder | undefined,
  { form = {} }: RequestPlan,
  keep: Keep,
): Promise<Decoded> {
  if (!decoder || !isFile(raw.body)) return { answer: raw };
  const what = `the answer of ${raw.url.host}`;
  const charset = /charset\s*=\s*"?([\w:-]+)/i.exec(raw.headers["content-type"] ?? "")?.[1];
  try {
    return { answer: { ...raw, body: await decode(decoder, raw.body, { keep, what, charset, form }) } };
  } catch (error) {
    return { answer: { ...raw, body: undefined }, broken: asFault(error) };
  }
}
