import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { candidateAt, idAt, positionOfEmail, positionOfId } from "./people.js";

const people = Array.from({ length: 1000 }, (_, position) => candidateAt(1, position));
const share = (test: (person: (typeof people)[number]) => boolean) =>
  people.filter(test).length / people.length;

describe("the invented candidates", () => {
  test("are the same for the same seed and others for another", () => {
    assert.deepEqual(candidateAt(7, 12), candidateAt(7, 12));
    assert.notDeepEqual(candidateAt(7, 12).attributes, candidateAt(8, 12).attributes);
  });

  test("have resumes in about two of five cases", () => {
    const resumes = share(({ hasResume }) => hasResume);
    assert.ok(resumes > 0.35 && resumes < 0.45, String(resumes));
  });

  test("have mail addresses that nobody owns, each one only once", () => {
    const emails = people.flatMap(({ attributes }) => attributes.email ?? []);
    assert.ok(emails.every((email) => /^[a-z.]+[0-9a-z]*@example\.(org|net|com)$/.test(String(email))));
    assert.equal(new Set(emails).size, emails.length);
    assert.ok(emails.length < people.length);
  });

  test("are named in many scripts, some with one name only", () => {
    for (const script of [/[éèç]/, /\p{Script=Han}/u, /\p{Script=Arabic}/u, /\p{Script=Hebrew}/u, /\u0308/]) {
      assert.ok(
        people.some(({ attributes }) => script.test(String(attributes["first-name"]))),
        String(script),
      );
    }
    assert.ok(people.some(({ attributes }) => attributes["last-name"] === null));
  });

  test("lack some attributes altogether and have others that are null", () => {
    assert.ok(people.some(({ attributes }) => !("resume_summary" in attributes)));
    assert.ok(people.some(({ attributes }) => attributes.phone === null));
  });

  test("are dated in 2024 and 2025 with summer and winter offsets, never changed before they were created", () => {
    const offsets = new Set<string>();
    for (const { attributes } of people) {
      const [created, updated] = [String(attributes["created-at"]), String(attributes["updated-at"])];
      assert.match(updated, /^202[45]-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00$/);
      assert.ok(Date.parse(created) <= Date.parse(updated));
      offsets.add(updated.slice(-6));
    }
    assert.deepEqual([...offsets].sort(), ["+01:00", "+02:00"]);
  });

  test("often share the very instant of their last change", () => {
    const groups = group(people.map(updated));
    assert.ok([...groups.values()].filter((count) => count >= 3).length >= 10);
  });

  test("are found again by id and by email", () => {
    assert.equal(positionOfId(idAt(42)), 42);
    assert.equal(positionOfId(String(Number(idAt(42)) + 1)), undefined);
    const email = people.findIndex(({ attributes }) => attributes.email !== null);
    assert.equal(positionOfEmail(String(people[email]?.attributes.email)), email);
  });
});

const updated = ({ attributes }: (typeof people)[number]) => String(attributes["updated-at"]);

function group(values: readonly string[]): Map<string, number> {
  const groups = new Map<string, number>();
  for (const value of values) groups.set(value, (groups.get(value) ?? 0) + 1);
  return groups;
}
