/** Mistakes that send credentials or data where they do not belong, or show them. */
import { type Kind, kind, MANIFESTS, PIPELINES } from "../seeding.js";

const M = MANIFESTS;
const P = PIPELINES;

export const ofSafety: readonly Kind[] = [
  kind("http for base_url", M, /base_url: https:(?!.*\.invalid$)/gm, "base_url: http:"),
  kind("http for a request", M, /(get|post): https:/g, "$1: http:"),
  kind("a secret is not marked", M, /, writeOnly: true/g, ""),
  kind("a host with a scheme", M, /hosts: \[([\w.]+)\]/g, "hosts: ['https://$1']"),
  kind("all hosts are own", M, /hosts: \[([\w.]+)\]/g, 'hosts: ["*"]'),
  kind("all hosts of a country are own", M, /hosts: \[([\w.]+)\]/g, 'hosts: ["*.io"]'),
  kind(
    "credentials to another host",
    M,
    /(each:\n(?: *#.*\n)*)( +)- /g,
    "$1$2- get: https://other.example/x?key=${ auth.api_key }\n$2  as: spare\n$2- ",
  ),
  kind(
    "a credential in a foreign request",
    M,
    /^( +)credentials: none$/gm,
    "$1credentials: none\n$1headers: { X-Key: '${ auth.api_key }' }",
    (text, at) => [text.slice(0, at).split("\n").length + 1],
  ),
  kind(
    "a secret in the name of a host",
    M,
    /base_url: .*/g,
    "base_url: https://${ auth.api_key }.acme.example",
  ),
  kind(
    "a secret stands in the pipeline",
    P,
    /(api_key|api_secret|client_secret): \$\{ env\.\w+ \}/g,
    "$1: k9f83hd74hs82hf7",
  ),
  kind(
    "a secret outside of a request",
    M,
    /^( +)- if: /gm,
    "$1- if: auth.api_key ? true\n$1  let: { spare: '1' }\n$1- if: ",
  ),
  kind("a callback without https", P, /post: https:/g, "post: http:"),
  kind("a callback without a scheme", P, /post: https:\/\//g, "post: "),
  kind("a callback with a path alone", P, /post: https:\/\/[^/]+/g, "post: "),
  kind("a scheme of a callback is misspelt", P, /post: https:/g, "post: htps:"),
];
