/** A vacancy as a job in plain TypeScript: what somebody would write who needs this one mapping and nothing else. */

interface Coded {
  readonly id: unknown;
  readonly label: unknown;
}

/** What the mapping reads of a vacancy. */
export interface Vacancy {
  readonly reference: string;
  readonly creationDate: string;
  readonly organisation: Coded | null;
  readonly status: Coded | null;
  readonly publishedOnInternet: boolean;
  readonly publishedOnIntranet: boolean;
  readonly languages: readonly { readonly language: Coded }[];
  readonly jobDescription: {
    readonly title: string;
    readonly description1: string | null;
    readonly description2: string | null;
    readonly professionalCategory: Coded | null;
    readonly country: Coded | null;
    readonly primaryProfile: Coded | null;
    readonly contractType: Coded | null;
    readonly jobDescriptionCustomFields: Readonly<Record<string, unknown>>;
  };
  readonly location: { readonly address: unknown; readonly latitude: unknown; readonly longitude: unknown };
  readonly criteria: {
    readonly experienceLevel: Coded | null;
    readonly educationLevel: Coded | null;
    readonly skills: readonly Coded[];
  };
}

const tag = (name: string, value: unknown) => ({ name: `talentsoft-${name}`, value: value ?? null });
const section = (name: string, description: string) => ({ name, title: name, description });

/** A vacancy as a job. */
export function jobOf(vacancy: Vacancy) {
  const { jobDescription: description, location, criteria } = vacancy;
  const custom = description.jobDescriptionCustomFields;
  const texts = [custom.longText1, custom.longText2, custom.longText3].map((text) => text || "");
  return {
    name: description.title,
    reference: vacancy.reference,
    created_at: vacancy.creationDate,
    location: { text: location.address, lat: location.latitude, lng: location.longitude },
    url: null,
    summary: null,
    sections: [
      section("description1", description.description1 || ""),
      section("description2", description.description2 || ""),
      section("Complément du descriptif", texts.join("\n")),
    ],
    tags: [
      tag("organisation-id", vacancy.organisation?.id),
      tag("status-id", vacancy.status?.id),
      tag("professionalCategory-id", description.professionalCategory?.id),
      tag("country-id", description.country?.id),
      tag("primaryProfile-id", description.primaryProfile?.id),
      tag("contractType-id", description.contractType?.id),
      tag("publishedOnInternet", vacancy.publishedOnInternet),
      tag("publishedOnIntranet", vacancy.publishedOnIntranet),
      ...(criteria.experienceLevel ? [tag("experienceLevel", criteria.experienceLevel.id)] : []),
      ...(criteria.educationLevel ? [tag("educationLevel", criteria.educationLevel.id)] : []),
    ],
    skills: criteria.skills,
    languages: vacancy.languages.map(({ language }) => ({ name: language.label, value: null })),
  };
}
