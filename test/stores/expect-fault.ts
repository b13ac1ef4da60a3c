/** A fault as `assert.rejects` and `assert.throws` want it told. */
import assert from "node:assert/strict";
import { Fault } from "../../runner/faults/fault.js";

/** @example await assert.rejects(store.read("token:a"), fault("STORE_FAILED", /is closed/)); */
export function fault(code: string, message: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof Fault, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    return true;
  };
}
