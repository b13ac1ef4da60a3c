/** The error answers of Teamtailor: JSON:API errors with text codes, as its framework numbers them. */
import { type Answer, Refusal } from "../exchange.js";

export const mediaType = "application/vnd.api+json";

interface ErrorText {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly pointer?: string;
}

export function document(status: number, body: string): Answer {
  return { status, headers: { "Content-Type": mediaType }, body };
}

export function errors(...found: readonly ErrorText[]): Answer {
  const list = found.map(({ status, code, title, detail, pointer }) => ({
    title,
    detail,
    code,
    ...(pointer === undefined ? {} : { source: { pointer } }),
    status: String(status),
  }));
  return document(found[0]?.status ?? 500, JSON.stringify({ errors: list }));
}

const refusal = (status: number, code: string, title: string, detail: string) =>
  new Refusal(errors({ status, code, title, detail }));

export const recordNotFound = (id: string) =>
  refusal(404, "404", "Record not found", `The record identified by ${id} could not be found.`);

export const invalidId = (id: string) =>
  refusal(400, "103", "Invalid field value", `${id} is not a valid value for id.`);

export const filterNotAllowed = (name: string) =>
  refusal(400, "102", "Filter not allowed", `${name} is not allowed.`);

export const invalidFilterValue = (name: string, value: string) =>
  refusal(400, "107", "Invalid filter value", `${value} is not a valid value for ${name}.`);

export const invalidInclude = (name: string, type: string) =>
  refusal(400, "112", "Invalid field", `${name} is not a valid includable relationship of ${type}`);

export const invalidSort = (name: string, type: string) =>
  refusal(400, "114", "Invalid sort criteria", `${name} is not a valid sort criteria for ${type}`);

export const invalidPage = (name: string) =>
  refusal(400, "117", "Invalid Page Object", `${name} is not an allowed page parameter.`);

export const invalidPageValue = (name: string, value: string) =>
  refusal(400, "118", "Invalid page value", `${value} is not a valid value for ${name} page parameter.`);

export const invalidResource = (type: string) =>
  refusal(400, "101", "Invalid resource", `${type} is not a valid resource.`);

export const parameterNotAllowed = (name: string) =>
  refusal(400, "105", "Param not allowed", `${name} is not allowed.`);

export const parameterMissing = (name: string) =>
  refusal(400, "106", "Missing Parameter", `The required parameter, ${name}, is missing.`);

export const idMismatch = (id: string) =>
  refusal(400, "110", "Key is not included in URL", `The URL does not support the key ${id}`);

export const wrongMediaType = (given: string) =>
  refusal(
    415,
    "415",
    "Unsupported media type",
    `All requests that create or update must use the '${mediaType}' Content-Type. This request specified '${given}'.`,
  );

/** A value that its field does not take: 422, with a pointer at the field. */
export const invalidAttribute = (name: string, title: string) =>
  new Refusal(
    errors({
      status: 422,
      code: "100",
      title,
      detail: `${name} - ${title}`,
      pointer: `/data/attributes/${name}`,
    }),
  );

/** The one error whose status is a number and that has no code. */
export function wrongVersion(): Answer {
  return document(
    406,
    JSON.stringify({
      errors: [
        {
          status: 406,
          title: "Invalid/Missing API Version",
          detail:
            "Please provide a correct API version in the X-Api-Version header. Current version is: 20161108",
        },
      ],
    }),
  );
}

export function unknownPath(path: string): Answer {
  return errors({
    status: 404,
    code: "404",
    title: "Not found",
    detail: `The sandbox does not simulate ${path} of Teamtailor: it has /v1/candidates, /v1/candidates/{id}, /v1/jobs, /v1/jobs/{id}, /v1/jobs/{id}/location and /v1/users.`,
  });
}

const statusTitles: Readonly<Record<number, string>> = {
  402: "Payment Required",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** An error of which nothing but its status is known. */
export function plainError(status: number): Answer {
  const title = statusTitles[status] ?? "Error";
  return errors({ status, code: String(status), title, detail: title });
}
