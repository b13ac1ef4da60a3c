/** What the actions promise to who knows them from elsewhere: every parameter, with its type, default and mark, written out here. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";

/** One row of a page: `name* type = default`; the star marks what is required, and no default is None. */
type Row = string;

interface Expected {
  readonly auth: readonly Row[];
  /** The system that is read, and its parameters. */
  readonly pull: readonly [title: string, ...rows: Row[]];
  /** The system that is written, and its parameters. */
  readonly push: readonly [title: string, ...rows: Row[]];
}

const hrflowAuth = ["api_secret* string", "api_user* string"];

const other = [
  "workflow_id* string",
  "logics* array|null",
  "format string|object|null",
  "callback object|null",
  "persist boolean = True",
  "incremental boolean = False",
];

const text = (...names: string[]): Row[] => names.map((name) => `${name} string|null`);

const profileOfHrflow = ["HrFlow", "source_key* string", "profile_key* string"] as const;
const source = ["HrFlow", "source_key* string"] as const;
const sourceWithFields = [...source, "only_edit_fields array|null"] as const;
const board = ["HrFlow", "board_key* string"] as const;
const boardWithParsing = [...board, "enrich_with_parsing boolean = False"] as const;

const dates = text(
  "filter_created_at_from",
  "filter_created_at_to",
  "filter_updated_at_from",
  "filter_updated_at_to",
);
const candidates = [
  "Teamtailor",
  ...text("filter_email", "filter_department", "filter_role", "filter_locations", "filter_regions"),
  ...dates,
  "filter_connected Literal['false','true']|null",
  "sort string|null",
] as const;
const jobs = [
  "Teamtailor",
  "filter_status Literal['all','archived','draft','published','scheduled','unlisted']|null",
  "filter_feed Literal['internal','public']|null",
  ...text("filter_department", "filter_role", "filter_locations", "filter_regions", "filter_tags"),
  "filter_remote_status Literal['fully','hybrid','none','temporary']|null",
  ...dates,
  "sort string|null",
] as const;
const applicants = [
  "Flatchr",
  ...text("firstname", "lastname", "email"),
  "hired boolean|null",
  ...text("column", "start", "end", "vacancy"),
] as const;
const exported = ["TalentSoft", ...text("filter", "fileId")] as const;

const teamtailor = { auth: ["api_key* string", "X_Api_Version string = 20240404"] };
const flatchr = {
  auth: [
    "api_key* string",
    "company_id* string",
    "env_base_url Literal['https://api.demo.flatchr.io','https://api.flatchr.io/'] = https://api.flatchr.io/",
  ],
};
const talentsoft = { auth: ["client_id* string", "client_secret* string", "client_url* string"] };

const salesforce = {
  auth: [
    ...["sf_client_id string", "sf_client_secret string", "sf_domain string = login"],
    ...["sf_username string", "sf_password string"],
    ...["sf_security_token string = ", "sf_organization_id string"],
  ],
};
const queried = (limit: number) =>
  ["Salesforce", ...text("last_modified_date"), `limit integer = ${limit}`] as const;

const bullhorn = {
  auth: ["client_id* string", "client_secret* string", "username* string", "password* string"],
};
const memberNames: Readonly<Record<"candidate" | "jobOrder" | "archived", string>> = {
  candidate:
    "address,businessSectors,categories,companyName,customInt4,customInt5,customInt6,customText1,customText10,customText11,customText12,customText13,customText14,customText15,customText16,customText18,customText23,customText24,customText25,customText4,customText5,customText6,customText9,dateAdded,dateAvailable,dateAvailableEnd,dateLastModified,dateOfBirth,dayRate,dayRateLow,degreeList,desiredLocations,description,disability,educations,email,email2,employmentPreference,ethnicity,experience,firstName,id,lastName,mobile,name,namePrefix,occupation,owner,phone,primarySkills,secondaryOwners,secondarySkills,salary,salaryLow,skillSet,source,specialties,status,userDateAdded,veteran,willRelocate,workHistories,workPhone,gender,employeeType",
  jobOrder:
    "address,assignedUsers,businessSectors,categories,clientBillRate,clientContact,clientCorporation,costCenter,customInt1,customInt2,customText1,customText10,customText11,customText12,customText13,customText2,customText3,customText4,customText5,customText6,customText7,customText8,customText9,customTextBlock1,customTextBlock2,customTextBlock3,customTextBlock4,customTextBlock5,dateAdded,dateEnd,degreeList,description,publicDescription,durationWeeks,educationDegree,employmentType,feeArrangement,hoursOfOperation,hoursPerWeek,isOpen,isWorkFromHome,markUpPercentage,numOpenings,onSite,payRate,salary,salaryUnit,skills,skillList,source,specialties,startDate,status,title,id,type,willRelocate,owner,dateLastModified",
  archived: "id,dateLastModified",
};
const searched = (fields: string, query: string, ...more: Row[]) =>
  [
    "Bullhorn",
    "limit integer|null",
    `fields string = ${fields}`,
    `query string = ${query}`,
    ...more,
  ] as const;
const candidatesOf = (...more: Row[]) =>
  searched(memberNames.candidate, "isDeleted:0", ...more, "parse_resume boolean = False");
const jobOrdersOf = (...more: Row[]) =>
  searched(memberNames.jobOrder, "isDeleted:0 AND isOpen:true", ...more);
const ofPositions = ["Breezy HR", "position_id string|null"] as const;
const positions = (state: string): readonly [title: string, ...rows: Row[]] => [
  "Breezy HR",
  `state Literal['archived','closed','draft','pending','published'] = ${state}`,
];
const boardInSync = [
  ...board,
  "sync boolean = True",
  "update_content boolean = False",
  "enrich_with_parsing boolean = False",
] as const;
const breezyhr = {
  auth: ["email* string", "password* string", ...text("company_id", "company_name")],
};

const actions: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  teamtailor: {
    create_profiles_in_hrflow: { ...teamtailor, pull: candidates, push: source },
    update_profiles_in_hrflow: { ...teamtailor, pull: candidates, push: sourceWithFields },
    archive_profiles_in_hrflow: { ...teamtailor, pull: candidates, push: source },
    upsert_profiles_in_hrflow: { ...teamtailor, pull: candidates, push: sourceWithFields },
    create_jobs_in_hrflow: { ...teamtailor, pull: jobs, push: boardWithParsing },
    update_jobs_in_hrflow: { ...teamtailor, pull: jobs, push: board },
    archive_jobs_in_hrflow: { ...teamtailor, pull: jobs, push: board },
    upsert_jobs_in_hrflow: { ...teamtailor, pull: jobs, push: boardWithParsing },
    create_profiles_in_teamtailor: { ...teamtailor, pull: profileOfHrflow, push: ["Teamtailor"] },
    update_profiles_in_teamtailor: { ...teamtailor, pull: profileOfHrflow, push: ["Teamtailor"] },
    push_profile: {
      auth: ["Authorization* string", "X_Api_Version* string"],
      pull: profileOfHrflow,
      push: ["Teamtailor"],
    },
  },
  flatchr: {
    create_profiles_in_hrflow: { ...flatchr, pull: applicants, push: source },
    update_profiles_in_hrflow: { ...flatchr, pull: applicants, push: sourceWithFields },
    archive_profiles_in_hrflow: { ...flatchr, pull: applicants, push: source },
    upsert_profiles_in_hrflow: { ...flatchr, pull: applicants, push: sourceWithFields },
    create_jobs_in_hrflow: { ...flatchr, pull: ["Flatchr"], push: boardWithParsing },
    update_jobs_in_hrflow: { ...flatchr, pull: ["Flatchr"], push: board },
    archive_jobs_in_hrflow: { ...flatchr, pull: ["Flatchr"], push: board },
    upsert_jobs_in_hrflow: { ...flatchr, pull: ["Flatchr"], push: boardWithParsing },
    create_profiles_in_flatchr: {
      ...flatchr,
      pull: profileOfHrflow,
      push: ["Flatchr", "vacancy_slug* string"],
    },
    update_profiles_in_flatchr: {
      ...flatchr,
      pull: profileOfHrflow,
      push: ["Flatchr", "app_name string|null"],
    },
    archive_profiles_in_flatchr: {
      ...flatchr,
      pull: profileOfHrflow,
      push: ["Flatchr", "vacancy_id string|null"],
    },
  },
  talentsoft: {
    applicant_new: { ...talentsoft, pull: exported, push: source },
    applicant_resume_update: { ...talentsoft, pull: exported, push: source },
    applicant_update: {
      ...talentsoft,
      pull: [...exported, "only_resume boolean = False"],
      push: source,
    },
    pull_profile_list: {
      ...talentsoft,
      pull: exported,
      push: [...source, "only_insert boolean = False"],
    },
    pull_job_list: {
      ...talentsoft,
      pull: ["TalentSoft", ...text("q", "filter"), "max_read integer = 100"],
      push: boardInSync,
    },
    upsert_profiles_in_hrflow: { ...talentsoft, pull: exported, push: sourceWithFields },
    upsert_jobs_in_hrflow: {
      ...talentsoft,
      pull: ["TalentSoft", ...text("q", "filter"), "max_read integer = 100"],
      push: boardWithParsing,
    },
    push_profile: {
      ...talentsoft,
      pull: profileOfHrflow,
      push: ["TalentSoft", ...text("job_reference")],
    },
    create_profiles_in_talentsoft: {
      ...talentsoft,
      pull: profileOfHrflow,
      push: ["TalentSoft", "job_reference* string"],
    },
  },
  salesforce: {
    pull_profile_list: {
      ...salesforce,
      pull: queried(100),
      push: [...source, "edit boolean = False", "only_edit_fields array|null"],
    },
    upsert_profiles_in_hrflow: { ...salesforce, pull: queried(100), push: sourceWithFields },
    pull_job_list: {
      ...salesforce,
      pull: queried(1000),
      push: [
        ...board,
        "sync boolean = True",
        "update_content boolean = False",
        "enrich_with_parsing boolean = False",
      ],
    },
    upsert_jobs_in_hrflow: { ...salesforce, pull: queried(1000), push: boardWithParsing },
    push_profile: { ...salesforce, pull: profileOfHrflow, push: ["Salesforce"] },
  },
  bullhorn: {
    create_profiles_in_hrflow: { ...bullhorn, pull: candidatesOf("created_date* string"), push: source },
    update_profiles_in_hrflow: {
      ...bullhorn,
      pull: candidatesOf("last_modified_date* string"),
      push: sourceWithFields,
    },
    upsert_profiles_in_hrflow: {
      ...bullhorn,
      pull: candidatesOf("created_date string", "last_modified_date string"),
      push: sourceWithFields,
    },
    upsert_jobs_in_hrflow: {
      ...bullhorn,
      pull: jobOrdersOf("created_date string", "last_modified_date string"),
      push: boardWithParsing,
    },
    archive_profiles_in_hrflow: {
      ...bullhorn,
      pull: searched(memberNames.archived, "isDeleted:1", "last_modified_date* string"),
      push: source,
    },
    create_jobs_in_hrflow: {
      ...bullhorn,
      pull: jobOrdersOf("created_date* string"),
      push: boardWithParsing,
    },
    update_jobs_in_hrflow: { ...bullhorn, pull: jobOrdersOf("last_modified_date* string"), push: board },
    archive_jobs_in_hrflow: {
      ...bullhorn,
      pull: searched(memberNames.archived, "(isDeleted:1 OR isOpen:false)", "last_modified_date* string"),
      push: board,
    },
    pull_job_list: {
      ...bullhorn,
      pull: [
        "Bullhorn",
        ...jobOrdersOf("created_date string", "last_modified_date* string", "count integer|null").slice(2),
      ],
      push: [
        ...board,
        "sync boolean = True",
        "update_content boolean = False",
        "enrich_with_parsing boolean = False",
      ],
    },
    pull_resume_attachment_list: {
      ...bullhorn,
      pull: [
        "Bullhorn",
        ...candidatesOf("created_date string", "last_modified_date* string")
          .slice(2)
          .filter((row) => !row.startsWith("parse_resume")),
        "count integer|null",
      ],
      push: [...source, "only_insert boolean = False"],
    },
    pull_profile_list: {
      ...bullhorn,
      pull: ["Bullhorn"],
      push: source,
    },
    push_profile: { ...bullhorn, pull: profileOfHrflow, push: ["Bullhorn"] },
    push_application: {
      ...bullhorn,
      pull: profileOfHrflow,
      push: ["Bullhorn", "job_id* string", "status_when_created* string", ...text("candidate_id", "source")],
    },
  },
  breezyhr: {
    create_profiles_in_hrflow: { ...breezyhr, pull: ofPositions, push: source },
    update_profiles_in_hrflow: { ...breezyhr, pull: ofPositions, push: sourceWithFields },
    upsert_profiles_in_hrflow: { ...breezyhr, pull: ofPositions, push: sourceWithFields },
    archive_profiles_in_hrflow: { ...breezyhr, pull: ofPositions, push: source },
    create_jobs_in_hrflow: { ...breezyhr, pull: positions("published"), push: boardWithParsing },
    update_jobs_in_hrflow: { ...breezyhr, pull: positions("published"), push: board },
    upsert_jobs_in_hrflow: { ...breezyhr, pull: positions("published"), push: boardWithParsing },
    archive_jobs_in_hrflow: { ...breezyhr, pull: positions("archived"), push: board },
    create_profiles_in_breezyhr: {
      ...breezyhr,
      pull: profileOfHrflow,
      push: [
        "Breezy HR",
        "position_id* string",
        "origin Literal['applied','sourced'] = sourced",
        "stage_actions_enabled boolean = False",
      ],
    },
    update_profiles_in_breezyhr: {
      ...breezyhr,
      pull: profileOfHrflow,
      push: ["Breezy HR", "position_id* string"],
    },
    pull_job_list: { ...breezyhr, pull: ["Breezy HR"], push: boardInSync },
    pull_profile_list: {
      ...breezyhr,
      pull: ["Breezy HR"],
      push: [...source, "edit boolean = False", "only_edit_fields array|null"],
    },
    push_profile_list: {
      ...breezyhr,
      pull: profileOfHrflow,
      push: ["Breezy HR", "position_id* string", "origin string = sourced"],
    },
  },
};

const titles: Readonly<Record<string, string>> = {
  teamtailor: "Teamtailor",
  flatchr: "Flatchr",
  talentsoft: "TalentSoft",
  bullhorn: "Bullhorn",
  salesforce: "Salesforce",
  breezyhr: "Breezy HR",
};

for (const [connector, expected] of Object.entries(actions)) {
  const folder = join(packageRoot, "connectors", connector, "docs");

  describe(`the pages of ${connector}`, () => {
    test("there is one for each action, and no other", async () => {
      const pages = (await readdir(folder)).sort();
      assert.deepEqual(pages, Object.keys(expected).map(pageOf).sort());
    });

    for (const [action, { auth, pull, push }] of Object.entries(expected)) {
      test(`${action} has every parameter with its type, default and mark`, async () => {
        const page = await readFile(join(folder, pageOf(action)), "utf8");
        const [origin, ...pulled] = pull;
        const [target, ...pushed] = push;
        assert.match(page, new RegExp(`^\`${origin}\` :arrow_right: \`${target}\`$`, "m"));
        assert.deepEqual(tablesOf(page), {
          [`${titles[connector]} Auth Parameters`]: auth,
          "HrFlow.ai Auth Parameters": hrflowAuth,
          [`Pull Parameters (${origin})`]: pulled,
          [`Push Parameters (${target})`]: pushed,
          "Other Parameters": other,
        });
      });
    }
  });
}

function pageOf(action: string): string {
  return `${action}.md`;
}

/** The tables of a page by their titles, in its order. */
function tablesOf(page: string): Record<string, Row[]> {
  const sections = page.split(/^## /m).slice(1);
  const tables = sections.filter((section) => / Parameters\b/.test(section.split("\n")[0] ?? ""));
  return Object.fromEntries(
    tables.map((section) => {
      const [title = "", ...lines] = section.split("\n");
      return [title, lines.filter((line) => line.startsWith("| `")).map(rowOf)];
    }),
  );
}

/** `| \`name\` :red_circle: | \`type\` | default | description |`, where a bar inside a type is escaped. */
function rowOf(line: string): Row {
  const [, field = "", type = "", value = ""] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  const name = field.replace(/^`(.*?)`.*$/, "$1");
  const mark = field.includes(":red_circle:") ? "*" : "";
  const shown = type.slice(1, -1).replaceAll("\\|", "|");
  return `${name}${mark} ${shown}${value === "None" ? "" : ` = ${value}`}`;
}
