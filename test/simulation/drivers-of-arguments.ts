/** Commands whose arguments, or whose pipeline, hold a credential where something is wrong: none of them repeats it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandInside } from "../process/inside.js";
import { leaksOf, pipelineOf, worldFolder } from "./case.js";
import type { Driver } from "./drivers.js";

/** In an argument or a file of a case: what must not come out. */
const MARK = /<secret(?: in an address)?>/g;
/** The characters of a password that an address takes as they are, and those that have to be encoded. */
const SECRET = "Canary=7f+K%41!argument";

/**
 * Runs each command of `commands`, with `<secret>` replaced, once for people and once with `--json`. `text` is put in the place of the
 * pipeline, where it is given.
 */
export const told: Driver = async (t, one) => {
  const cwd = await worldFolder(t, one);
  const filled = (text: string) =>
    text.replace(MARK, (mark) => (mark === "<secret>" ? SECRET : encodeURIComponent(SECRET)));
  await writeFile(join(cwd, "pipeline.yaml"), filled(String(one.text ?? pipelineOf(one))));
  const env = { ORIGIN_TOKEN: "the-token-of-the-origin", TARGET_SECRET: "the-secret-of-the-target" };
  const broken: string[] = [];
  for (const words of one.commands as readonly (readonly string[])[]) {
    for (const more of [[], ["--json"]]) {
      const given = Object.entries(one.env ?? {}).map(([name, value]) => [name, filled(value)]);
      const ended = await commandInside([...words.map(filled), ...more], {
        cwd,
        env: { ...env, ...Object.fromEntries(given) },
      });
      const command = [...words, ...more].join(" ");
      const said = `${ended.stdout}${ended.stderr}`;
      if (ended.exit !== one.expect?.exit) broken.push(`${command} exited with ${ended.exit}: ${said}`);
      for (const part of (one.expect?.says ?? []) as readonly string[])
        if (!said.includes(part)) broken.push(`${command} does not say ${part}: ${said}`);
      broken.push(...leaksOf({ secret: SECRET }, `what ${command} says`, Buffer.from(said)));
      // Host names come in small letters.
      const small = Buffer.from(said.toLowerCase());
      broken.push(...leaksOf({ secret: SECRET.toLowerCase() }, `what ${command} says`, small));
    }
  }
  return broken.map((what) => what.slice(0, 2000));
};
