/** Loaded into a run by its test: sets the wall clock by SHIFT_MS once the run has looked at it SHIFT_AT times. The other clock runs on. */
const shift = Number(process.env.SHIFT_MS ?? 0);
const at = Number(process.env.SHIFT_AT ?? 20);
const real = Date.now.bind(Date);
const Plain = Date;
let looks = 0;

function now(): number {
  looks += 1;
  return looks > at ? real() + shift : real();
}

globalThis.Date = new Proxy(Plain, {
  construct: (of, given, newTarget) => Reflect.construct(of, given.length === 0 ? [now()] : given, newTarget),
  get: (of, name, receiver) => (name === "now" ? now : Reflect.get(of, name, receiver)),
});
