import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, writeZip } from "./zip.js";

test("the checksum is that of the format", () => {
  assert.equal(crc32(Buffer.from("123456789")), 0xcbf43926);
  assert.equal(crc32(Buffer.alloc(0)), 0);
});

test("a stored entry stands in the file as it is, and the directory at the end says where", () => {
  const bytes = Buffer.from("body");
  const zip = writeZip([
    { name: "a", bytes: Buffer.alloc(0), stored: true },
    { name: "é", bytes, stored: true },
  ]);
  // The end of the directory: two entries, 47 + 48 bytes of directory after 31 + 36 bytes of entries.
  const end = zip.subarray(-22);
  assert.deepEqual(
    [end.readUInt32LE(0), end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)],
    [0x06054b50, 2, 95, 67],
  );
  const central = zip.subarray(67 + 47, 67 + 47 + 48);
  assert.deepEqual([central.readUInt32LE(0), central.toString("utf8", 46)], [0x02014b50, "é"]);
  const local = zip.subarray(central.readUInt32LE(42));
  assert.equal(central.readUInt32LE(42), 31);
  assert.deepEqual(
    [
      local.readUInt32LE(0),
      local.readUInt16LE(8),
      local.readUInt32LE(14),
      local.readUInt32LE(18),
      local.readUInt32LE(22),
    ],
    [0x04034b50, 0, crc32(bytes), 4, 4],
  );
  assert.equal(local.toString("utf8", 30, 36), "ébody");
});
