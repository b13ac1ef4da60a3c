import assert from "node:assert/strict";
import { test } from "node:test";
import { checkLink, signResume } from "./resume-links.js";

const issued = Date.UTC(2024, 2, 20, 9, 2, 11);
const { pathname, search } = new URL(signResume(1, "20596201", issued).resume);
const query = search.slice(1);

test("a link is good for thirty seconds and not one more", () => {
  assert.deepEqual(checkLink(1, pathname, query, issued), { says: "good" });
  assert.deepEqual(checkLink(1, pathname, query, issued + 29_999), { says: "good" });
  assert.deepEqual(checkLink(1, pathname, query, issued + 30_000), {
    says: "expired",
    since: issued + 30_000,
  });
});

test("a link whose date was changed is forged", () => {
  const later = query.replace("20240320T090211Z", "20240320T100211Z");
  assert.deepEqual(checkLink(1, pathname, later, issued), { says: "forged" });
});

test("a path of somebody else's folder is unknown", () => {
  assert.deepEqual(checkLink(1, pathname.replace("20596201", "20596204"), query, issued), {
    says: "unknown",
  });
});
