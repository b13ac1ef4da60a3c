/**
 * Finds what the command line holds as secrets before anything is parsed or printed (I6): neither a typing error nor the next command
 * to type may repeat a password. It errs on the side of secrecy: what cannot be understood counts as secret.
 */
import { parse } from "yaml";
import { readBounded } from "../load/file.js";
import { hiddenTexts, isShown, literalsIn } from "../load/hidden.js";
import type { ProcessAccess, Shell } from "./shell.js";

/** The most bytes of a pipeline file. */
const LARGEST = 1024 * 1024;
/** More texts than any file of credentials has; to look for each costs time. */
const MOST = 2_000;

/** The secrets among the arguments, and those that the environment holds for the store. */
export function argumentSecrets({ argv, env }: Pick<ProcessAccess, "argv" | "env">): string[] {
  const found = [...secretsOfUrl(env.SYNC_RUNNER_STORE ?? ""), env.SYNC_RUNNER_KEY ?? ""];
  argv.forEach((word, index) => {
    const [, name = "", joined] = /^(--[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    found.push(...secretsOfOption(name, joined ?? argv[index + 1] ?? ""));
    // An option that is misspelt, or none at all, may hold one of these all the same.
    if (word.includes("://")) found.push(...secretsOfUrl(word));
    if (/^\W*\w*_?auth\b/i.test(word)) found.push(...secretsOfSetting(word));
    if (/pass|secret|token|key|auth|credential/i.test(name) && joined) found.push(joined);
  });
  return [...new Set(found)].filter((text) => !/^(true|false|null)?$/.test(text));
}

/** Makes the redactor of the shell know what may be a credential in a pipeline file, before anything is told about that file. */
export async function learnSecrets(shell: Shell, path: string): Promise<void> {
  // A file that cannot be read is told by whoever wants to use it.
  const text = await readBounded(path, path, LARGEST).catch(() => "");
  for (const secret of hiddenTexts(text).slice(0, MOST)) shell.redactor.add(secret);
}

/** The secrets in the value of an option. */
export function secretsOfOption(name: string, value: string): string[] {
  return secretsOf(name, value).filter((text) => text !== "");
}

function secretsOf(name: string, value: string): string[] {
  if (name === "--store") return secretsOfUrl(value);
  if (name === "--endpoint") return secretsOfEndpoint(value);
  return name === "--set" ? secretsOfSetting(value) : [];
}

/** The password of an address and what its query names like one; as they are written and as they are meant. */
function secretsOfUrl(url: string): string[] {
  if (url.startsWith("sqlite:")) return [];
  const userinfo = userinfoOf(url);
  const colon = userinfo.indexOf(":");
  const query = url.matchAll(/[?&\s][\w-]*(?:pass|secret|token|key)[\w-]*=([^&#\s]+)/gi);
  const written = [colon < 0 ? "" : userinfo.slice(colon + 1), ...[...query].map(([, value]) => value ?? "")];
  return written.flatMap((text) => [text, decoded(text)]);
}

/** What stands before the last `@`: a password may hold any sign. */
function userinfoOf(url: string): string {
  const start = url.indexOf("//") + 1;
  return url.slice(start === 0 ? 0 : start + 1, Math.max(start, url.lastIndexOf("@")));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `HOST=URL`: what stands behind the host where it is no address, and whoever is named in it. */
function secretsOfEndpoint(text: string): string[] {
  const [, address = ""] = /^[^=]+=(.*)$/s.exec(text) ?? [];
  const isAddress = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  if (isAddress) return [userinfoOf(address), ...secretsOfUrl(address)];
  const [, rest = ""] = /[=:](.*)$/s.exec(text) ?? [];
  return [rest, ...secretsOfUrl(rest)];
}

/** `PATH=VALUE`: the texts of a value that is set where credentials may stand, or that cannot be told from its path. */
function secretsOfSetting(text: string): string[] {
  const [, path = "", sign, value = ""] = /^([\w.-]*)(\W)?(.*)$/s.exec(text) ?? [];
  if (sign === undefined) return [path.split(".").slice(2).join(".")];
  if (sign !== "=") return [value];
  if (isShown(path.split("."))) return [];
  return leaves(/^[[{]/.test(value) ? parsed(value) : value).flatMap(literalsIn);
}

function parsed(value: string): unknown {
  try {
    return parse(value, { logLevel: "error" });
  } catch {
    return value;
  }
}

function leaves(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [String(value)];
  return Object.values(value).flatMap(leaves);
}
