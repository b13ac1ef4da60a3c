/** Three of the shipped formats as somebody would write them by hand in JavaScript: the floor that the engine is measured by. */

type Data = Readonly<Record<string, unknown>>;

const tag = (name: string, value: unknown) => ({ name, value: value ?? null });
const text = (value: unknown) => (value === undefined ? undefined : String(value));
const named = (...names: unknown[]) =>
  names.filter((name) => name !== undefined && name !== null && name !== "");

/** Name of the format → the same in JavaScript. */
export const byHand: Readonly<Record<string, (input: unknown) => unknown>> = {
  "teamtailor/profile-to-hrflow.jsonata": (input) => {
    const { id, resume, attributes = {} } = input as { id: unknown; resume: unknown; attributes?: Data };
    return {
      reference: text(id),
      info: {
        first_name: attributes["first-name"] ?? null,
        last_name: attributes["last-name"] ?? null,
        full_name: named(attributes["first-name"], attributes["last-name"]).join(" "),
        email: attributes.email ?? null,
        phone: attributes.phone ?? null,
        location: { text: "", lat: null, lng: null },
        picture: attributes.picture ?? null,
        urls: [{ type: "linkedin", url: attributes["linkedin-url"] ?? null }],
        summary: attributes.pitch ?? null,
      },
      created_at: attributes["created-at"] ?? null,
      updated_at: attributes["updated-at"] ?? null,
      experiences: [],
      educations: [],
      resume: resume ? { raw: resume } : null,
      tags: [
        tag("sourced", attributes.sourced),
        tag("connected", attributes.connected),
        tag("internal", attributes.internal),
        tag("referred", attributes.referred),
        tag("referring_url", attributes["referring-url"]),
        tag("referring_site", attributes["referring-site"]),
        tag("unsubscribed", attributes.unsubscribed),
        tag("teamtailor_tags", attributes.tags),
      ],
    };
  },
  "flatchr/profile-to-hrflow.jsonata": (input) => {
    const record = input as Data;
    return {
      reference: text(record.id),
      created_at: record.created_at ?? null,
      info: {
        email: record.email ?? null,
        first_name: record.firstname ?? null,
        last_name: record.lastname ?? null,
        full_name: named(record.firstname, record.lastname).join(" "),
        location: { text: "", lat: null, lng: null },
        phone: record.phone ?? null,
      },
      educations: [],
      experiences: [],
      attachments: [],
      tags: [
        tag("applicant_id", record.applicant),
        tag("vacancy", record.vacancy),
        tag("vacancy_id", record.vacancy_id),
        tag("source", record.source),
        tag("external_id", record.external_id),
        tag("hired", record.hired),
        tag("column", record.column),
      ],
      resume: record.resume ?? null,
    };
  },
  "flatchr/job-to-hrflow.jsonata": (input) => {
    const record = input as Data;
    const section = (name: string, title: string, description: unknown) => ({
      name,
      title,
      description: description ?? null,
    });
    return {
      reference: record.id ? text(record.id) : null,
      name: record.title ?? null,
      created_at: record.created_at ?? null,
      updated_at: record.updated_at ?? null,
      summary: record.description ?? null,
      location: { text: "", lat: null, lng: null },
      sections: [
        section("description", "Description", record.description),
        section("mission", "Mission", record.mission),
        section("profile", "Profile", record.profile),
      ],
      responsibilities: record.mission ?? null,
      requirements: record.profile ?? null,
      url: record.apply_url ?? null,
      skills: String(record.skills || "")
        .split(";")
        .filter((name) => name.trim() !== "")
        .map((name) => ({ name, value: null, type: "soft" })),
      tags: [
        tag("slug", record.slug),
        tag("status", record.status),
        tag("language", record.language),
        tag("company_id", record.company_id),
        tag("currency", record.currency),
        tag("mensulaity", null),
        tag("start_date", record.start_date),
        tag("end_date", record.end_date),
        tag("driver_license", record.driver_license),
        tag("remote", record.remote),
        tag("handicap", record.handicap),
        tag("partial", record.partial),
      ],
    };
  },
};
