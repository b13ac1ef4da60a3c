import assert from "node:assert/strict";
import test from "node:test";
import { foreignAddress } from "./credentials.js";
import { isNamed } from "./hosts.js";
import { readsName } from "./reads.js";

const own = { base: "api.acme.example", hosts: ["files.acme.example", "*.cdn.acme.example"] };

test("S7: an address that shows its host is judged by it", () => {
  for (const address of [
    "/people/${ record.id }",
    "people",
    "https://api.acme.example/x",
    "https://API.acme.example:443/x",
    "https://files.acme.example/${ record.id }",
    "https://eu.cdn.acme.example/x",
  ]) {
    assert.equal(foreignAddress(address, own), undefined, address);
  }
  for (const address of [
    "https://evil.example/x",
    "https://api.acme.example.evil.example/x",
    "https://api.acme.example@evil.example/x",
    "https://api.acme.example:8443/x",
    "https://cdn.acme.example/x",
    "http://evil.example",
  ]) {
    assert.match(foreignAddress(address, own)?.message ?? "", /no host of this connector/, address);
  }
});

test("S7: an address whose host a record names may be any; one that the operator or the log-in gives is judged in the run", () => {
  for (const address of [
    "${ record.cv }",
    "${ record.cv }/x",
    "https://${ record.host }/x",
    "https://${ record.host }",
  ]) {
    assert.match(foreignAddress(address, own)?.message ?? "", /host stands in an expression/, address);
  }
  for (const address of [
    "${ auth.site }/x",
    "${ session.token.instance_url }/x",
    "https://${ auth.site }.acme.example/",
  ]) {
    assert.equal(foreignAddress(address, own), undefined, address);
  }
});

test("a name is read as itself or by way of the scope, not as a member, a variable or a word of a text", () => {
  for (const text of [
    "${ page }",
    "a ${ page + 1 } b",
    "${ $.page }",
    "${ $$.page }",
    "${ `page` }",
    "${ page.id }",
  ]) {
    assert.equal(readsName({ query: [text] }, ["page"]), true, text);
  }
  for (const text of [
    "page",
    "${ body.page }",
    "${ $page }",
    '${ "page" }',
    "${ pages }",
    "${ body.`page` }",
    "${ /* page */ 1 }",
  ]) {
    assert.equal(readsName({ query: [text] }, ["page"]), false, text);
  }
});

test("a name with a star is all that lies below it, and not itself", () => {
  assert.equal(isNamed("a.b.acme.example", ["*.acme.example"]), true);
  assert.equal(isNamed("acme.example", ["*.acme.example"]), false);
  assert.equal(isNamed("evilacme.example", ["*.acme.example"]), false);
  assert.equal(isNamed("a.acme.example:8443", ["*.acme.example"]), false);
  assert.equal(isNamed("api.acme.example", ["API.acme.example"]), true);
});
