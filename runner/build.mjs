// Builds the command: types from the schemas, JavaScript from TypeScript, validators from the schemas, and all that the command
// loads in a few files.
// `--types` only rewrites the generated types; `--prepare` (npm's hook) is content with a build that is already there.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const at = (...parts) => join(root, ...parts);
const schemas = ["pipeline", "connector", "sandbox", "test"];

/** The TypeScript types of the schemas, as text: written by `--types`, compared by the drift test. */
export async function generatedTypes(name) {
  const { compileFromFile } = await import("json-schema-to-typescript");
  const banner = `/* Generated from ${fileOf(name)} by \`npm run types\`; do not edit. */`;
  return compileFromFile(at("schemas", fileOf(name)), {
    bannerComment: banner,
    unknownAny: true,
    style: { printWidth: 110 },
  });
}

/** The TypeScript types of the entities of all shipped connectors, in one file. */
export async function generatedEntityTypes() {
  const { compile } = await import("json-schema-to-typescript");
  const parts = ["/* Generated from the schemas in connectors/ by `npm run types`; do not edit. */\n"];
  const folders = readdirSync(at("connectors")).filter((name) => /^[a-z]\w*$/.test(name));
  for (const name of folders.sort()) {
    for (const file of readdirSync(at("connectors", name)).sort()) {
      if (!file.endsWith(".schema.json")) continue;
      const schema = JSON.parse(readFileSync(at("connectors", name, file), "utf8"));
      const defs = Object.entries(schema.$defs ?? {});
      // A name of its own for each definition: two connectors may both have a `location`.
      for (const [key, definition] of defs) definition.title ??= `${schema.title} ${key}`;
      const options = { bannerComment: "", unknownAny: true, style: { printWidth: 110 } };
      parts.push(await compile(schema, schema.title, options));
    }
  }
  return parts.join("\n");
}

/** The file of a schema. That of the pipeline for an editor, `pipeline.schema.json`, is made of the base by `sync-runner schema`. */
function fileOf(name) {
  return name === "pipeline" ? "pipeline.base.schema.json" : `${name}.schema.json`;
}

async function writeTypes() {
  writeFileSync(at("schemas", "entities.types.ts"), await generatedEntityTypes());
  for (const name of schemas) writeFileSync(at("schemas", `${name}.types.ts`), await generatedTypes(name));
}

/** Compiles the validators to plain code: compiling them at every start would cost more than all the rest of it. */
async function writeValidators() {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const standalone = (await import("ajv/dist/standalone/index.js")).default;
  const formats = (await import("ajv-formats")).default;
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strictSchema: true,
    allowUnionTypes: true,
    useDefaults: true,
    code: { source: true },
  });
  formats.default(ajv);
  const ids = {};
  for (const name of schemas) {
    const schema = JSON.parse(readFileSync(at("schemas", fileOf(name)), "utf8"));
    ajv.addSchema(schema);
    ids[name] = schema.$id;
  }
  mkdirSync(at("dist", "schemas"), { recursive: true });
  writeFileSync(at("dist", "schemas", "validators.cjs"), standalone.default(ajv, ids));
}

/**
 * Puts what the command loads into a few files, one for each part that is loaded on its own: to find and open three hundred modules
 * takes longer than to read a pipeline. Packages with parts that are no JavaScript, and those that need not be there, stay outside.
 *
 * @param folder of the package
 */
export async function bundle(folder = root) {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [join(folder, "dist", "runner", "main.js")],
    outdir: join(folder, "dist", "command"),
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    external: ["libsql", "pg", "@redis/client"],
    // Packages that are CommonJS call it.
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    legalComments: "external",
    logLevel: "error",
  });
}

function compile() {
  const tsc = require.resolve("typescript/package.json").replace("package.json", "bin/tsc");
  rmSync(at("dist"), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [tsc, "-p", root], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function installed(name) {
  try {
    require.resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

async function main(argument) {
  if (argument === "--types") return writeTypes();
  if (argument === "--prepare" && !installed("typescript")) {
    if (existsSync(at("dist", "command", "main.js"))) return;
    process.stderr.write("sync-runner: no build, and no compiler to make one. Run `npm ci --include=dev`.\n");
    process.exitCode = 1;
    return;
  }
  compile();
  await writeValidators();
  await bundle();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2]);
