/** What is wrong in a file that is kept, although a run could use it: secrets that are written out, and a `workflow_id` that two files have. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, command, findings, inFolder, inOrder, PIPELINE } from "./mistakes/workspace.js";

const TAKEN = "the secret `api_key` stands in the file itself";

test("a secret in the file is told by `validate`, which does not show it", async () => {
  await inFolder(changed(PIPELINE, "key-123456", "k9f83hd74hs82hf7"), async (folder) => {
    const { exit, stderr } = await command(folder, ["validate", PIPELINE]);
    assert.equal(exit, 2);
    assert.match(findings(stderr), new RegExp(`^pipeline.yaml:5:12 ${TAKEN}`));
    assert.doesNotMatch(stderr, /k9f83hd74hs82hf7/);
    assert.match(findings(stderr), /Take it from the environment: `\$\{ env\.DEMO_API_KEY \}`/);
  });
});

test("what stands for a secret in an example is none, and has to be filled in", async () => {
  await inFolder(changed(PIPELINE, "key-123456", "your-api-key-here"), async (folder) => {
    const { stderr } = await command(folder, ["validate", PIPELINE]);
    assert.match(stderr, /left-over/);
    assert.doesNotMatch(stderr, /secret-literal/);
  });
});

test("two files with one `workflow_id` are told, one file that is named twice is not", async () => {
  await inFolder({ "second.yaml": inOrder[PIPELINE] ?? "" }, async (folder) => {
    const { exit, stderr } = await command(folder, ["validate", PIPELINE, "second.yaml"]);
    assert.equal(exit, 2);
    assert.match(findings(stderr), /^second.yaml:1:14 pipeline.yaml has the same `workflow_id`/);
    assert.equal((await command(folder, ["validate", PIPELINE, PIPELINE])).exit, 0);
  });
});

test("a manifest that fails its schema hides nothing of the pipeline", async () => {
  const manifest = changed("connectors/demo/connector.yaml", "title: Demo", "titel: Demo");
  const pipeline = changed(PIPELINE, "attributes.unsubscribed = false", "attributes.unsubscribed == false");
  await inFolder({ ...manifest, ...pipeline }, async (folder) => {
    const { stderr } = await command(folder, ["validate", PIPELINE]);
    assert.match(findings(stderr), /unknown key `titel`/);
    assert.match(findings(stderr), /pipeline.yaml:14:\d+ not a JSONata expression/);
  });
});
