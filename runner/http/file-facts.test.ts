import assert from "node:assert/strict";
import test from "node:test";
import { fileFacts } from "./file-facts.js";

const url = new URL("https://files.example.org/a/R%C3%A9sum%C3%A9%20Ada.pdf?signature=x");
const nameOf = (disposition: string) => fileFacts({ "content-disposition": disposition }, url).name;

test("the name is the one of Content-Disposition", () => {
  assert.equal(nameOf('attachment; filename="cv of Ada.pdf"'), "cv of Ada.pdf");
  assert.equal(nameOf("attachment; filename=cv.pdf; size=3"), "cv.pdf");
  assert.equal(nameOf("attachment; filename=cv of Ada.pdf; size=3"), "cv of Ada.pdf");
  assert.equal(nameOf("attachment; filename*=UTF-8''cv of Zo%C3%AB.pdf; size=3"), "cv of Zoë.pdf");
  assert.equal(nameOf("attachment; filename*=\"utf-8'en'cv%20of%20Zo%C3%AB.pdf\""), "cv of Zoë.pdf");
  assert.equal(nameOf('inline; filename="a \\"b\\".pdf"'), 'a "b".pdf');
  assert.equal(nameOf("attachment; filename=\"x.pdf\"; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf"), "résumé.pdf");
  assert.equal(nameOf("attachment; filename*=iso-8859-1'en'%E9.pdf"), "é.pdf");
  assert.equal(nameOf(`attachment; filename="${Buffer.from("é.pdf").toString("latin1")}"`), "é.pdf");
});

test("without one it is the last segment of the path", () => {
  assert.equal(fileFacts({}, url).name, "Résumé Ada.pdf");
  assert.equal(fileFacts({}, new URL("https://x.test/")).name, undefined);
  assert.equal(nameOf("attachment"), "Résumé Ada.pdf");
});

test("a name is no path and holds no control characters", () => {
  assert.equal(nameOf('attachment; filename="../../etc/passwd"'), "passwd");
  assert.equal(nameOf('attachment; filename="C:\\\\temp\\\\cv.pdf"'), "cv.pdf");
  assert.equal(fileFacts({}, new URL("https://x.test/a%0Ab%2Fc%0D.pdf")).name, "c.pdf");
  assert.equal(nameOf('attachment; filename=".."'), "Résumé Ada.pdf");
});

test("the type is the one of the header, without parameters", () => {
  assert.equal(
    fileFacts({ "content-type": "Application/PDF; charset=x" }, url).contentType,
    "application/pdf",
  );
  assert.equal(fileFacts({}, url).contentType, undefined);
});
