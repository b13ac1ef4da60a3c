/** Mistakes in formats of shipped connectors are told, each at its place: the schemas of records and items say enough for that. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findIn, slipsOf } from "./mistakes/shipped.js";

for (const slip of await slipsOf("shipped.txt"))
  test(slip.what, async (t) => assert.equal(await findIn(t, slip), slip.found));
