/** The answers of TalentSoft: JSON everywhere but in the exports, which are zips one after another. */
import { type Answer, Refusal } from "../exchange.js";
import { writeZip, type ZipEntry } from "../zip.js";

export function talentsoftJson(status: number, value: unknown): Answer {
  const headers = { "Content-Type": "application/json; charset=utf-8" };
  return { status, headers, body: JSON.stringify(value) };
}

const talentsoftError = (status: number, message: string): Answer => talentsoftJson(status, { message });

/** Ends a request with an error answer. */
export const talentsoftRefusal = (status: number, message: string) =>
  new Refusal(talentsoftError(status, message));

/** Records back to back, each the length of its zip (4 bytes, little-endian) and the zip; an empty body when there is none. */
export function framed(records: readonly (readonly ZipEntry[])[]): Answer {
  const pieces = records.flatMap((entries) => {
    const zip = writeZip(entries);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(zip.length);
    return [length, zip];
  });
  const headers = { "Content-Type": "application/octet-stream" };
  return { status: 200, headers, body: Buffer.concat(pieces) };
}
