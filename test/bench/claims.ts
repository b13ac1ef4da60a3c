/** What is promised of the runner's speed and memory: each promise with its target, what was measured, and how it is reckoned. */
import type { ColdStart } from "./cold-start.js";
import type { Flow } from "./flows.js";
import type { Measurement } from "./measure.js";

export interface Claim {
  readonly text: string;
  /** E.g. `at most 1.2`. */
  readonly target: string;
  readonly measured: string;
  readonly holds: boolean;
}

/** Teamtailor's quota, which the sandbox enforces and the manifest states. */
const quota = { requests: 50, seconds: 10, pageSize: 30 };

const mb = 1e6;

/** Memory stays as it is when there is ten times as much to move. */
export function memoryClaims(small: Measurement, large: Measurement): Claim[] {
  const ratio = large.peakBytes / small.peakBytes;
  const sizes = `${grouped(large.records)} and ${grouped(small.records)} candidates`;
  return [
    atMost(`peak memory at ${sizes}, the one over the other`, ratio, 1.2, ""),
    atMost(`peak memory at ${grouped(large.records)} candidates`, large.peakBytes / mb, 180, " MB"),
  ];
}

/** Waiting is done side by side. */
export function concurrencyClaim(one: Measurement, sixteen: Measurement, latency: number): Claim {
  const text = `${latency} ms before every answer: concurrency 16 is faster than 1`;
  return atLeast(text, one.seconds / sixteen.seconds, 10, " times");
}

/**
 * No time is lost under a rate limit. With p pages, the last one falls into the whole window number ⌊(p − 1) / 50⌋ after the
 * first, and no client can have it sooner than so many windows after its first request.
 */
export function rateLimitClaims(limited: Measurement): Claim[] {
  const host = "api.teamtailor.com";
  const refused = limited.answers[host]?.["429"] ?? 0;
  const pages = Math.ceil(limited.records / quota.pageSize);
  const least = Math.floor((pages - 1) / quota.requests) * quota.seconds;
  const text = `rate limit: time over the least that ${pages} pages can take (⌊(${pages} − 1) / ${quota.requests}⌋ × ${quota.seconds} s = ${least} s)`;
  return [
    atMost(text, limited.seconds / least, 1.1, ""),
    { text: "rate limit: answers 429", target: "none", measured: String(refused), holds: refused === 0 },
  ];
}

/** From so many records on the start of the process counts for little. */
const FEW = 5000;

/** Being general and safe costs at most so much. */
export function floorClaims(flow: Flow, runner: Measurement, floor: Measurement): Claim[] {
  const size = `${flow.name}, ${grouped(runner.records)} ${flow.things}`;
  const share = (100 * perSecond(runner)) / perSecond(floor);
  const claims = [atLeast(`${size}: throughput beside the floor`, share, 30, " %")];
  if (runner.records >= FEW) {
    const cpu = runner.cpuSeconds / floor.cpuSeconds;
    claims.push(atMost(`${size}: CPU over that of the floor`, cpu, flow.mostCpu, " times"));
  }
  return claims;
}

/** Where the sandbox works without a pause, it is what was measured. */
export function isSandboxTheLimit({ sandboxCpuSeconds, seconds }: Measurement): boolean {
  return sandboxCpuSeconds > 0.9 * seconds;
}

/** A command answers at once. */
export function coldStartClaims({ help, validate, dryRun }: ColdStart): Claim[] {
  return [
    atMost("cold start: --help takes longer than an empty script by", help, 100, " ms"),
    atMost("cold start: validate takes longer than an empty script by", validate, 250, " ms"),
    atMost("cold start: run --dry-run --limit 1 takes longer than an empty script by", dryRun, 350, " ms"),
  ];
}

/** Records per second. */
export function perSecond({ records, seconds }: Measurement): number {
  return records / seconds;
}

/** 12,345 */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

function atMost(text: string, value: number, target: number, unit: string): Claim {
  return { text, target: `≤ ${target}${unit}`, measured: shown(value, unit), holds: value <= target };
}

function atLeast(text: string, value: number, target: number, unit: string): Claim {
  return { text, target: `≥ ${target}${unit}`, measured: shown(value, unit), holds: value >= target };
}

function shown(value: number, unit: string): string {
  return `${value.toFixed(Math.abs(value) < 20 ? 2 : 0)}${unit}`;
}
