// Runs a pipeline from a program of one's own and prints what came of it. Try it against the sandbox:
//
//   npx sync-runner sandbox --port 4400 --memory        (in another terminal; put its lines NAME=value into sandbox.env)
//   node --env-file=sandbox.env examples/embed.mjs pipelines/teamtailor-to-hrflow.yaml http://127.0.0.1:4400
//
// With real credentials in the environment leave the second argument out.
import { run } from "@sync-runner/cli";

const [pipeline, sandbox] = process.argv.slice(2);
const hosts = ["api.teamtailor.com", "tt-eu.s3.eu-west-1.amazonaws.com", "api.hrflow.ai"];

const { result, exit, fault } = await run(pipeline, {
  env: process.env,
  limit: 20,
  endpoints: sandbox ? Object.fromEntries(hosts.map((host) => [host, `${sandbox}/${host}`])) : {},
  onEvent: (event) => {
    if (event.type === "counted" && event.fault)
      process.stderr.write(`${event.key}: ${event.fault.message}\n`);
  },
});

const { status, events } = result;
process.stdout.write(`${JSON.stringify({ status, write_success: events.write_success })}\n`);
if (fault) process.stderr.write(`${fault.message}\n`);
process.exitCode = exit;
