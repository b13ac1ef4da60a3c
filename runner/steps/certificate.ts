/** The client certificate of a connector, made of its credentials. */
import type { SidePlan } from "../compile/plan.js";
import { asText } from "../compile/slots.js";
import { type ClientCertificate, clientCertificate } from "../http/certificate.js";

/** @throws {Fault} INVALID when it cannot be used */
export async function certificateOf(
  { http: { tls }, title, authKey }: SidePlan,
  auth: Readonly<Record<string, unknown>>,
): Promise<ClientCertificate | undefined> {
  if (!tls) return undefined;
  const [cert, key] = [asText(await tls.cert.render({ auth })), asText(await tls.key.render({ auth }))];
  const hint = `Look at \`${authKey}\`: both are texts in PEM that begin with \`-----BEGIN\`, and the key has no password.`;
  return clientCertificate(cert, key, title, hint);
}
