/**
 * What the bounds of the expressions cost: a mapping of 60 fields with them and without, and what is left in memory after many
 * evaluations. Run by hand: `node --expose-gc dist/test/bench/guards.js`.
 */
import jsonata from "jsonata";
import { compile, emptyLibrary } from "../../runner/compile/expression.js";
import { anything } from "../../runner/compile/shape.js";

const FIELDS = 60;
const RECORDS = 1000;
const ROUNDS = 7;

/** Texts, choices, lists and calls, as the mappings of the shipped connectors have them. */
const forms = [
  (name: string) => `person.${name}`,
  (name: string) => `$uppercase($trim(person.${name}))`,
  (name: string) => `person.${name} & " / " & id`,
  (name: string) => `person.${name} = "value" ? "yes" : "no"`,
  (name: string) => `tags[name = "b"].value & person.${name}`,
  (name: string) => `$join(tags.value, person.${name})`,
];
const fields = Array.from({ length: FIELDS }, (_, index) => `f${index}`);
const mapping = `{ ${fields.map((name, index) => `"${name}": ${forms[index % forms.length]?.(name)}`).join(", ")} }`;
const record = {
  id: "r1",
  person: Object.fromEntries(fields.map((name) => [name, "value"])),
  tags: ["a", "b", "c"].map((name) => ({ name, value: `v-${name}` })),
};

const say = (line: string) => process.stdout.write(`${line}\n`);

type Evaluate = (input: unknown) => unknown;

function guarded(text: string): Evaluate {
  const { expression } = compile(text, { input: anything, variables: {} }, emptyLibrary);
  if (!expression) throw new Error(`${text} does not compile`);
  return expression.evaluate;
}

/** By the time of the processor: other work on the machine does not count. */
async function perSecond(evaluate: Evaluate): Promise<number> {
  const start = process.cpuUsage();
  for (let at = 0; at < RECORDS; at += 1) await evaluate(record);
  const { user, system } = process.cpuUsage(start);
  return (RECORDS * 1e6) / (user + system);
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const withBounds: number[] = [];
const withOldBounds: number[] = [];
const engine = jsonata(mapping, { stack: 1000, timeout: 5000, sequence: 1_000_000 });
const bounded = guarded(mapping);
for (let round = 0; round < ROUNDS; round += 1) {
  withOldBounds.push(await perSecond((input) => engine.evaluate(input)));
  withBounds.push(await perSecond(bounded));
}
const [before, now] = [middle(withOldBounds), middle(withBounds)];
say(
  `mapping of ${FIELDS} fields: ${before.toFixed(0)} records/s by the engine alone, ${now.toFixed(0)} bounded`,
);
say(`ratio ${(now / before).toFixed(2)}`);

const trivial = guarded("$sum([1, 2]) + id");
const heap = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};
const first = heap();
for (let at = 0; at < 200_000; at += 1) await trivial({ id: at });
say(`heap: ${first.toFixed(1)} MB, after 200000 evaluations ${heap().toFixed(1)} MB`);
