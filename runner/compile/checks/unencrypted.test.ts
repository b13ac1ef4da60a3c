import assert from "node:assert/strict";
import { test } from "node:test";
import { unencrypted } from "./unencrypted.js";

test("an address of this machine and one with encryption are found nowhere", () => {
  for (const address of [
    ...[
      "https://acme.example/",
      "/people",
      "http://localhost:8080/x",
      "http://127.0.0.1",
      "http://[::1]:80/",
    ],
    ...["http://api.localhost/x", "http://acme.test/", "${ record.url }"],
  ])
    assert.equal(unencrypted(address), undefined, address);
});

test("an address in a network of one's own may be allowed, by its number and by its name", () => {
  for (const address of [
    ...["http://10.0.0.7/api", "http://192.168.1.2:8080", "http://[fd00::1]/x", "http://ats:8080/${ key }"],
    ...["http://ats.internal", "HTTP://ats.local/x", "http://ats.lan?x=1", "http://nas.home.arpa/"],
  ])
    assert.equal(unencrypted(address), "address-plain-inside", address);
});

test("an address of the internet may not, nor one whose host an expression goes on with", () => {
  for (const address of [
    ...[
      "http://acme.example.org/",
      "http://93.184.216.34/x",
      "http://${ auth.host }/",
      "http://ats${ auth.rest }",
    ],
    ...["http://localhost.example.org/", "http://127.0.0.1.example.org/", "http://user@ats/", "http://"],
  ])
    assert.equal(unencrypted(address), "address-plain-http", address);
});
