/* Generated from the schemas in connectors/ by `npm run types`; do not edit. */

/**
 * A candidate as the Breezy HR API takes one. `id` and `resume` are not part of it: they say where it goes, and what is sent behind it.
 */
export interface BreezyHRCandidateToWrite {
  /**
   * Identifier of the candidate that is changed.
   */
  id?: string | null;
  /**
   * Full name.
   */
  name: string | null;
  /**
   * Email address.
   */
  email_address?: string | null;
  /**
   * Phone number.
   */
  phone_number?: string | null;
  /**
   * Postal address as one text.
   */
  address?: string | null;
  /**
   * What the person says of itself.
   */
  summary?: string | null;
  /**
   * Tags.
   *
   * Items: One tag.
   */
  tags?: string[];
  /**
   * Pages on the web: kind to address.
   */
  social_profiles?: {
    [k: string]: unknown;
  };
  /**
   * Jobs that the person had.
   *
   * Items: One job.
   */
  work_history?: {
    /**
     * Employer.
     */
    company_name: string;
    /**
     * Title of the job.
     */
    title?: string | null;
    /**
     * What was done.
     */
    summary?: string | null;
    /**
     * Year in which it began.
     */
    start_year?: number | null;
    /**
     * Month in which it began.
     */
    start_month?: number | null;
    /**
     * Year in which it ended.
     */
    end_year?: number | null;
    /**
     * Month in which it ended.
     */
    end_month?: number | null;
  }[];
  /**
   * Schools that the person was at.
   *
   * Items: One school.
   */
  education?: {
    /**
     * Name of the school.
     */
    school_name: string;
    /**
     * Field of study.
     */
    field_of_study?: string | null;
    /**
     * Year in which it began.
     */
    start_year?: number | null;
    /**
     * Year in which it ended.
     */
    end_year?: number | null;
  }[];
  /**
   * Where the resume is fetched.
   */
  resume?: {
    /**
     * Its public address.
     */
    url: string;
    /**
     * The name that it is given.
     */
    file_name: string;
  } | null;
}

/**
 * A candidate as the list of a position gives one, completed by what the candidate itself says, and by the resume. Archiving reads the list alone.
 */
export interface BreezyHRCandidate {
  /**
   * Identifier of the person in this position: somebody in two positions is there twice.
   */
  _id: string;
  /**
   * Identifier of the person, whatever the position.
   */
  meta_id?: string | null;
  /**
   * Full name.
   */
  name?: string | null;
  /**
   * Initial of the name.
   */
  initial?: string | null;
  /**
   * Email address.
   */
  email_address?: string | null;
  /**
   * Phone number.
   */
  phone_number?: string | null;
  /**
   * What the person is, in a few words.
   */
  headline?: string | null;
  /**
   * What the person says of itself.
   */
  summary?: string | null;
  /**
   * Postal address as one text.
   */
  address?: string | null;
  /**
   * `sourced` by a recruiter, or `applied` by itself.
   */
  origin?: string | null;
  /**
   * Address of a photo.
   */
  profile_photo_url?: string | null;
  /**
   * When the candidate was created, ISO 8601.
   */
  creation_date?: string | null;
  /**
   * When the candidate was last changed, ISO 8601.
   */
  updated_date?: string | null;
  /**
   * Where the candidate came from.
   */
  source?: {
    /**
     * Identifier.
     */
    id?: string | null;
    /**
     * Name of the source.
     */
    name?: string | null;
    /**
     * Kind of source.
     */
    type?: {
      [k: string]: unknown;
    };
    [k: string]: unknown;
  } | null;
  /**
   * Who sourced the candidate; null for one who applied.
   */
  sourced_by?: {
    [k: string]: unknown;
  };
  /**
   * Stage of the position that the candidate is in.
   */
  stage?: {
    /**
     * Identifier.
     */
    id?: string | null;
    /**
     * Name of the stage.
     */
    name?: string | null;
    /**
     * Kind of stage: its identifier, name and icon.
     */
    type?: {
      [k: string]: unknown;
    };
    [k: string]: unknown;
  } | null;
  /**
   * What those who rated the candidate think.
   */
  overall_score?: {
    /**
     * Mean of the scores; 0 without any.
     */
    average_score?: number | null;
    [k: string]: unknown;
  } | null;
  /**
   * Tags given by recruiters.
   */
  tags?: string[] | null;
  /**
   * Pages on the web.
   */
  social_profiles?:
    | {
        /**
         * Kind of page, e.g. `linkedin`.
         */
        type?: string | null;
        /**
         * Address of the page.
         */
        url?: string | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * Jobs that the person had.
   */
  work_history?:
    | {
        /**
         * Employer.
         */
        company_name?: string | null;
        /**
         * Title of the job.
         */
        title?: string | null;
        /**
         * What was done.
         */
        summary?: string | null;
        /**
         * When it began.
         */
        start_date?: {
          /**
           * Year.
           */
          year?: number | null;
          /**
           * Month, from 1; null where only the year is known.
           */
          month?: number | null;
          /**
           * Day of the month; null where it is not known.
           */
          day?: number | null;
          [k: string]: unknown;
        } | null;
        /**
         * When it ended; null while it goes on.
         */
        end_date?: {
          /**
           * Year.
           */
          year?: number | null;
          /**
           * Month, from 1; null where only the year is known.
           */
          month?: number | null;
          /**
           * Day of the month; null where it is not known.
           */
          day?: number | null;
          [k: string]: unknown;
        } | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * Schools that the person was at.
   */
  education?:
    | {
        /**
         * Name of the school.
         */
        school_name?: string | null;
        /**
         * Degree.
         */
        degree?: string | null;
        /**
         * Field of study.
         */
        field_of_study?: string | null;
        /**
         * When it began.
         */
        start_date?: {
          /**
           * Year.
           */
          year?: number | null;
          /**
           * Month, from 1; null where only the year is known.
           */
          month?: number | null;
          /**
           * Day of the month; null where it is not known.
           */
          day?: number | null;
          [k: string]: unknown;
        } | null;
        /**
         * When it ended.
         */
        end_date?: {
          /**
           * Year.
           */
          year?: number | null;
          /**
           * Month, from 1; null where only the year is known.
           */
          month?: number | null;
          /**
           * Day of the month; null where it is not known.
           */
          day?: number | null;
          [k: string]: unknown;
        } | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * The resume; null without one.
   */
  resume?: {
    /**
     * Name of the file.
     */
    file_name?: string | null;
    /**
     * Address of the file, below that of the API.
     */
    url?: string | null;
    /**
     * Address of the file as PDF.
     */
    pdf_url?: string | null;
    /**
     * The file itself, which the runner adds; nothing where it could not be had.
     */
    file?: {
      [k: string]: unknown;
    } | null;
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}

/**
 * A position as the Breezy HR API lists it.
 */
export interface BreezyHRPosition {
  /**
   * Identifier, as paths hold it.
   */
  _id: string;
  /**
   * Identifier in the address of the page that candidates see.
   */
  friendly_id?: string | null;
  /**
   * Title.
   */
  name?: string | null;
  /**
   * `draft`, `published`, `pending`, `closed` or `archived`.
   */
  state?: string | null;
  /**
   * `position`, or `pool` for a talent pool.
   */
  org_type?: string | null;
  /**
   * Kind of employment, e.g. `Full-Time`.
   */
  type?: {
    /**
     * Identifier.
     */
    id?: string | null;
    /**
     * Name, as people read it.
     */
    name?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * Experience that is asked for.
   */
  experience?: {
    /**
     * Identifier.
     */
    id?: string | null;
    /**
     * Name, as people read it.
     */
    name?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * Category of the job.
   */
  category?: {
    /**
     * Identifier.
     */
    id?: string | null;
    /**
     * Name, as people read it.
     */
    name?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * Education that is asked for.
   */
  education?: string | null;
  /**
   * Department.
   */
  department?: string | null;
  /**
   * Number of the requisition.
   */
  requisition_id?: string | null;
  /**
   * Text of the advertisement, HTML.
   */
  description?: string | null;
  /**
   * Kind of candidates.
   */
  candidate_type?:
    | string
    | {
        /**
         * Name, as people read it.
         */
        name?: string | null;
        [k: string]: unknown;
      }
    | null;
  /**
   * Where the work is done.
   */
  location?: {
    /**
     * Place as one text.
     */
    name?: string | null;
    /**
     * City.
     */
    city?: string | null;
    /**
     * Country.
     */
    country?: {
      /**
       * Code of two letters.
       */
      id?: string | null;
      /**
       * Name of the country.
       */
      name?: string | null;
      [k: string]: unknown;
    } | null;
    /**
     * The work can be done from elsewhere.
     */
    is_remote?: boolean | null;
    /**
     * How far from elsewhere: a text, or a value with its label.
     */
    remote_details?:
      | {
          /**
           * Value, e.g. `fully`.
           */
          value?: string | null;
          /**
           * Value as people read it.
           */
          label?: string | null;
          [k: string]: unknown;
        }
      | string
      | null;
    /**
     * Street address.
     */
    streetAddress?: {
      /**
       * Street address as one text.
       */
      custom?: string | null;
      [k: string]: unknown;
    } | null;
    [k: string]: unknown;
  } | null;
  /**
   * Tags given by recruiters.
   */
  tags?: string[] | null;
  /**
   * Identifier of the user who created the position.
   */
  creator_id?: string | null;
  /**
   * When the position was created, ISO 8601.
   */
  creation_date?: string | null;
  /**
   * When the position was last changed, ISO 8601.
   */
  updated_date?: string | null;
  /**
   * What the form of applicants asks for.
   */
  application_form?: {
    [k: string]: unknown;
  };
  /**
   * Identifiers of the users who see the position.
   */
  all_users?: {
    [k: string]: unknown;
  };
  /**
   * Identifiers of the users who manage the position.
   */
  all_admins?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

/**
 * What is written when a profile applies for a job order.
 */
export interface BullhornApplication {
  /**
   * Who applies; custom fields of Bullhorn may be added.
   */
  candidate: {
    /**
     * Postal address.
     */
    address?: {
      /**
       * Street and number.
       */
      address1?: string | null;
      /**
       * City.
       */
      city?: string | null;
      /**
       * State or province.
       */
      state?: string | null;
      /**
       * Postal code.
       */
      zip?: string | null;
    };
    /**
     * Full name.
     */
    name?: string | null;
    /**
     * First name.
     */
    firstName?: string | null;
    /**
     * Last name.
     */
    lastName?: string | null;
    /**
     * Email address.
     */
    email?: string | null;
    /**
     * Phone number.
     */
    mobile?: string | null;
    [k: string]: unknown;
  };
  /**
   * Files that are fetched and uploaded.
   */
  attachments?: {
    /**
     * Where the file is fetched.
     */
    public_url?: string | null;
    /**
     * Its name in Bullhorn.
     */
    file_name?: string | null;
    /**
     * `resume`, or another kind.
     */
    type?: string | null;
  }[];
  /**
   * Comment of the application.
   */
  comments?: string | null;
}

/**
 * What is written for a new candidate: itself, then educations, work history and files.
 */
export interface BullhornCandidateWithAllThatBelongsToIt {
  /**
   * The candidate itself; custom fields of Bullhorn may be added.
   */
  candidate: {
    /**
     * Postal address.
     */
    address?: {
      /**
       * Street and number.
       */
      address1?: string | null;
      /**
       * City.
       */
      city?: string | null;
      /**
       * State or province.
       */
      state?: string | null;
      /**
       * Postal code.
       */
      zip?: string | null;
    };
    /**
     * Full name.
     */
    name?: string | null;
    /**
     * First name.
     */
    firstName?: string | null;
    /**
     * Last name.
     */
    lastName?: string | null;
    /**
     * Email address.
     */
    email?: string | null;
    /**
     * Phone number.
     */
    mobile?: string | null;
    /**
     * Date of birth, milliseconds since 1970.
     */
    dateOfBirth?: number | null;
    /**
     * Whole years of experience.
     */
    experience?: number | null;
    /**
     * Skills between commas.
     */
    skillSet?: string | null;
    [k: string]: unknown;
  };
  /**
   * Educations.
   */
  educations?: {
    /**
     * School.
     */
    school?: string | null;
    /**
     * Degree.
     */
    degree?: string | null;
    /**
     * City.
     */
    city?: string | null;
    /**
     * Comments.
     */
    comments?: string | null;
    /**
     * Begin, milliseconds since 1970.
     */
    startDate?: number | null;
    /**
     * End, milliseconds since 1970.
     */
    endDate?: number | null;
    [k: string]: unknown;
  }[];
  /**
   * Jobs held.
   */
  workHistories?: {
    /**
     * Title.
     */
    title?: string | null;
    /**
     * Company.
     */
    companyName?: string | null;
    /**
     * Comments.
     */
    comments?: string | null;
    /**
     * Begin, milliseconds since 1970.
     */
    startDate?: number | null;
    /**
     * End, milliseconds since 1970.
     */
    endDate?: number | null;
    [k: string]: unknown;
  }[];
  /**
   * Files that are fetched and uploaded.
   */
  attachments?: {
    /**
     * Where the file is fetched.
     */
    public_url?: string | null;
    /**
     * Its name in Bullhorn.
     */
    file_name?: string | null;
    /**
     * `resume`, or another kind.
     */
    type?: string | null;
  }[];
}

/**
 * A candidate as the search of the Bullhorn REST API gives it, with what `fields` asks for, completed by educations, work history and resume. Which members there are depends on `fields`, custom ones among them.
 */
export interface BullhornCandidate {
  /**
   * Identifier.
   */
  id: number;
  /**
   * How well it fits the search.
   */
  _score?: number;
  /**
   * Full name.
   */
  name?: string | null;
  /**
   * First name.
   */
  firstName?: string | null;
  /**
   * Last name.
   */
  lastName?: string | null;
  /**
   * Salutation.
   */
  namePrefix?: string | null;
  /**
   * Email address.
   */
  email?: string | null;
  /**
   * Second email address.
   */
  email2?: string | null;
  /**
   * Mobile number.
   */
  mobile?: string | null;
  /**
   * Phone number.
   */
  phone?: string | null;
  /**
   * Phone number at work.
   */
  workPhone?: string | null;
  /**
   * Postal address.
   */
  address?: {
    /**
     * Street and number.
     */
    address1?: string | null;
    /**
     * Second line.
     */
    address2?: string | null;
    /**
     * City.
     */
    city?: string | null;
    /**
     * State or province.
     */
    state?: string | null;
    /**
     * Postal code.
     */
    zip?: string | null;
    /**
     * Number of the country in Bullhorn.
     */
    countryID?: number | null;
    /**
     * Country, two letters.
     */
    countryCode?: string | null;
    /**
     * Name of the country.
     */
    countryName?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * When it was added, milliseconds since 1970.
   */
  dateAdded?: number | null;
  /**
   * When it was last changed, milliseconds since 1970.
   */
  dateLastModified?: number | null;
  /**
   * From when on the candidate is available, milliseconds since 1970.
   */
  dateAvailable?: number | null;
  /**
   * Date of birth, milliseconds since 1970.
   */
  dateOfBirth?: number | null;
  /**
   * M, F, or another letter.
   */
  gender?: string | null;
  /**
   * Kind of employment, e.g. W2.
   */
  employeeType?: string | null;
  /**
   * Status, of a list of the customer.
   */
  status?: string | null;
  /**
   * Skills between commas.
   */
  skillSet?: string | null;
  /**
   * What the candidate does.
   */
  occupation?: string | null;
  /**
   * Company the candidate works for.
   */
  companyName?: string | null;
  /**
   * Where the candidate comes from.
   */
  source?: unknown[] | string | null;
  /**
   * Salary.
   */
  salary?: number | null;
  /**
   * The candidate would move.
   */
  willRelocate?: boolean | null;
  /**
   * The user the candidate belongs to.
   */
  owner?: {
    /**
     * Identifier.
     */
    id?: number;
    /**
     * First name.
     */
    firstName?: string | null;
    /**
     * Last name.
     */
    lastName?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * Placements under way; only where `fields` asks for them.
   */
  activePlacements?: {
    /**
     * How many there are.
     */
    total?: number;
    /**
     * The first of them.
     */
    data?: {
      /**
       * Identifier.
       */
      id?: number;
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  } | null;
  /**
   * Educations, by their identifiers.
   */
  educations?: {
    /**
     * How many there are.
     */
    total?: number;
    /**
     * The first of them.
     */
    data?: {
      /**
       * Identifier.
       */
      id?: number;
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  } | null;
  /**
   * Jobs held, by their identifiers.
   */
  workHistories?: {
    /**
     * How many there are.
     */
    total?: number;
    /**
     * The first of them.
     */
    data?: {
      /**
       * Identifier.
       */
      id?: number;
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  } | null;
  /**
   * Educations in full, each fetched by its identifier.
   */
  educationDetails?: {
    /**
     * School.
     */
    school?: string | null;
    /**
     * Degree.
     */
    degree?: string | null;
    /**
     * City.
     */
    city?: string | null;
    /**
     * Certification.
     */
    certification?: string | null;
    /**
     * Comments.
     */
    comments?: string | null;
    /**
     * Begin, milliseconds since 1970.
     */
    startDate?: number | null;
    /**
     * End, milliseconds since 1970.
     */
    endDate?: number | null;
    [k: string]: unknown;
  }[];
  /**
   * Jobs held in full, each fetched by its identifier.
   */
  workHistoryDetails?: {
    /**
     * Title.
     */
    title?: string | null;
    /**
     * Company.
     */
    companyName?: string | null;
    /**
     * Comments.
     */
    comments?: string | null;
    /**
     * Begin, milliseconds since 1970.
     */
    startDate?: number | null;
    /**
     * End, milliseconds since 1970.
     */
    endDate?: number | null;
    [k: string]: unknown;
  }[];
  /**
   * The newest resume, a file with `name` and `content_type`; null where there is none or it was not asked for.
   */
  resume?: {
    /**
     * File name.
     */
    name?: string;
    /**
     * Media type.
     */
    content_type?: string;
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}

/**
 * A job order as the search of the Bullhorn REST API gives it, with what `fields` asks for. Which members there are depends on it, custom ones among them.
 */
export interface BullhornJobOrder {
  /**
   * Identifier.
   */
  id: number;
  /**
   * How well it fits the search.
   */
  _score?: number;
  /**
   * Title.
   */
  title?: string | null;
  /**
   * Postal address.
   */
  address?: {
    /**
     * Street and number.
     */
    address1?: string | null;
    /**
     * Second line.
     */
    address2?: string | null;
    /**
     * City.
     */
    city?: string | null;
    /**
     * State or province.
     */
    state?: string | null;
    /**
     * Postal code.
     */
    zip?: string | null;
    /**
     * Number of the country in Bullhorn.
     */
    countryID?: number | null;
    /**
     * Country, two letters.
     */
    countryCode?: string | null;
    /**
     * Name of the country.
     */
    countryName?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * When it was added, milliseconds since 1970.
   */
  dateAdded?: number | null;
  /**
   * When it was last changed, milliseconds since 1970.
   */
  dateLastModified?: number | null;
  /**
   * Last day, milliseconds since 1970.
   */
  dateEnd?: number | null;
  /**
   * First day, milliseconds since 1970.
   */
  startDate?: number | null;
  /**
   * Candidates are still looked for.
   */
  isOpen?: boolean | null;
  /**
   * Status, of a list of the customer.
   */
  status?: string | null;
  /**
   * Description for recruiters, HTML.
   */
  description?: string | null;
  /**
   * Description for candidates, HTML.
   */
  publicDescription?: string | null;
  /**
   * Skills between commas.
   */
  skillList?: string | null;
  /**
   * Degrees: a list, or a text.
   */
  degreeList?: string | unknown[] | null;
  /**
   * Weeks it lasts.
   */
  durationWeeks?: number | null;
  /**
   * Kind of employment, of a list of the customer.
   */
  employmentType?: string | null;
  /**
   * Number of openings.
   */
  numOpenings?: number | null;
  /**
   * Where the work is done.
   */
  onSite?: string | null;
  /**
   * It is done at home.
   */
  isWorkFromHome?: boolean | null;
  /**
   * Salary.
   */
  salary?: number | null;
  /**
   * What the salary is for.
   */
  salaryUnit?: string | null;
  /**
   * Pay rate.
   */
  payRate?: number | null;
  /**
   * Priority.
   */
  type?: number | string | null;
  /**
   * Candidates who move are wanted.
   */
  willRelocate?: boolean | null;
  /**
   * Hours a week.
   */
  hoursPerWeek?: number | null;
  /**
   * Hours of the day.
   */
  hoursOfOperation?: string | null;
  /**
   * The customer who looks for somebody.
   */
  clientCorporation?: {
    /**
     * Identifier.
     */
    id?: number;
    /**
     * Name.
     */
    name?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * The user the job order belongs to.
   */
  owner?: {
    /**
     * Identifier.
     */
    id?: number;
    /**
     * First name.
     */
    firstName?: string | null;
    /**
     * Last name.
     */
    lastName?: string | null;
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}

/**
 * One line that is written to a CSV or JSON Lines file.
 */
export interface RowToBeWritten {
  /**
   * What tells this line from all others; it stands in the column that `key` names.
   */
  key: string | number;
  /**
   * What the line says, by the names of the columns. In CSV members of members become columns with dots, lists are JSON.
   */
  values: {
    [k: string]: unknown;
  };
}

/**
 * One line of a CSV or JSON Lines file.
 */
export interface RowOfAFile {
  /**
   * What the line has in the column that `key` names; missing where none is named.
   */
  key?: string;
  /**
   * The line of the file in which it begins, from 1.
   */
  line?: number;
  /**
   * What the line says, by the names of the columns: texts in CSV, any values in JSON Lines.
   */
  values?: {
    [k: string]: unknown;
  };
  /**
   * Why the line cannot be read.
   */
  error?: string;
  [k: string]: unknown;
}

/**
 * An applicant as the search of the Flatchr API gives it, completed by what Flatchr knows of the candidate, and by the resume.
 */
export interface FlatchrApplicant {
  /**
   * Identifier of the application: a person who applied twice is there twice.
   */
  applicant: string;
  /**
   * Identifier of the candidate: the person.
   */
  id?: string;
  /**
   * Title of the vacancy.
   */
  vacancy?: string | null;
  /**
   * Number of the vacancy; not the identifier that paths hold.
   */
  vacancy_id?: number | null;
  /**
   * Title of the column the application is in.
   */
  column?: string | null;
  /**
   * Identifier in another system; mostly empty.
   */
  external_id?: string | null;
  /**
   * 0 archived, 1 active.
   */
  status?: number | null;
  /**
   * Score given by the recruiters.
   */
  score?: number | null;
  /**
   * The candidate was hired.
   */
  hired?: boolean | null;
  /**
   * First name.
   */
  firstname?: string | null;
  /**
   * Last name.
   */
  lastname?: string | null;
  /**
   * Email address.
   */
  email?: string | null;
  /**
   * Phone number.
   */
  phone?: string | null;
  /**
   * When the candidate was created, ISO 8601.
   */
  created_at?: string | null;
  /**
   * When the application was last changed: day/month/year of two digits each.
   */
  updated_at?: string | null;
  /**
   * Where the application came from, e.g. the job board.
   */
  source?: string | null;
  /**
   * Addresses on the web: kind to URL.
   */
  urls?: {
    [k: string]: unknown;
  } | null;
  /**
   * The candidate agreed to be kept on file.
   */
  consent?: boolean | unknown[] | null;
  /**
   * Address of the resume, not open to the public.
   */
  cv?: string | null;
  /**
   * How the file of the resume is asked for; nothing without a resume.
   */
  aws?: {
    /**
     * Key of the file, without its extension.
     */
    key?: string | null;
    /**
     * Extension of the file, e.g. `pdf`.
     */
    extension?: string | null;
    /**
     * Signed address of the file, valid for a day.
     */
    signature?: string | null;
    [k: string]: unknown;
  } | null;
  /**
   * The resume; null when there is none or it could not be had.
   */
  resume?: {
    /**
     * The file.
     */
    raw?: {
      [k: string]: unknown;
    };
    /**
     * What kind of file it is: its extension.
     */
    content_type?: string | null;
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}

/**
 * A candidate who applies to a vacancy, as the career site of Flatchr takes one. The vacancy and the token of the API are added to it.
 */
export interface FlatchrApplicationToCreate {
  /**
   * First name; it must hold a Latin letter.
   */
  firstname: string;
  /**
   * Last name; it must hold a Latin letter.
   */
  lastname: string;
  /**
   * Email address.
   */
  email?: string | null;
  /**
   * Phone number.
   */
  phone?: string | null;
  /**
   * How the resume is given: as an address or as a file.
   */
  type: "link" | "document";
  /**
   * Resume: for `link` its public address, for `document` the file itself.
   */
  resume:
    | string
    | {
        /**
         * The file in base64.
         */
        data: string;
        /**
         * Name of the file, without its extension.
         */
        fileName?: string | null;
        /**
         * Media type of the file, e.g. `application/pdf`.
         */
        contentType?: string | null;
      }
    | null;
  /**
   * Addresses on the web. Flatchr documents an object of kind and address; a list of such objects is what was always sent.
   */
  urls?:
    | {
        /**
         * Facebook page.
         */
        facebook?: string | null;
        /**
         * LinkedIn page.
         */
        linkedin?: string | null;
        /**
         * Twitter page.
         */
        twitter?: string | null;
        /**
         * Any other page.
         */
        other?: string | null;
        [k: string]: unknown;
      }
    | {
        [k: string]: unknown;
      }[]
    | null;
  /**
   * A comment of the candidate.
   */
  comment?: string | null;
  /**
   * Where the application comes from.
   */
  source?: string | null;
  /**
   * Number of the site that the application comes from; 75 is the career site.
   */
  offerer_id?: number | null;
  /**
   * Answers to the questions of the vacancy.
   */
  answers?:
    | {
        /**
         * The question, or its identifier.
         */
        question?: {
          [k: string]: unknown;
        };
        /**
         * The answer.
         */
        value?: {
          [k: string]: unknown;
        };
      }[]
    | null;
  /**
   * The candidate takes messages of partners.
   */
  legalNewsletterPartners?: boolean | null;
  /**
   * The candidate may be proposed for similar vacancies.
   */
  similarities?: boolean | null;
  /**
   * Text that is sent to the candidate.
   */
  response_text?: string | null;
  /**
   * Identifier of the user of Flatchr who enters the application.
   */
  user_id?: {
    [k: string]: unknown;
  };
  /**
   * Slug of the vacancy; the parameter `vacancy_slug` takes its place.
   */
  vacancy?: {
    [k: string]: unknown;
  };
}

/**
 * Which application is archived. Nothing but these two is read.
 */
export interface FlatchrApplicationToArchive {
  /**
   * Identifier of the application.
   */
  applicant_id: string | null;
  /**
   * Number of its vacancy, as applicants name it; the parameter `vacancy_id` takes its place.
   */
  vacancy_id?: string | number | null;
}

/**
 * What is added to the information of a candidate. Flatchr takes any members here, so others than these are let through.
 */
export interface FlatchrCandidateToUpdate {
  /**
   * Identifier of the candidate; it is not part of what is added.
   */
  id: string | number | null;
  /**
   * First name.
   */
  firstname?: string | null;
  /**
   * Last name.
   */
  lastname?: string | null;
  /**
   * Name, in the form of HR-XML.
   */
  name?: {
    [k: string]: unknown;
  };
  /**
   * Email address.
   */
  email?: string | null;
  /**
   * Phone number.
   */
  phone?: string | null;
  /**
   * Position that is sought or held.
   */
  position?: {
    [k: string]: unknown;
  };
  /**
   * Education, in the form of HR-XML.
   */
  education?: {
    [k: string]: unknown;
  };
  /**
   * Employment, in the form of HR-XML.
   */
  employment?: {
    [k: string]: unknown;
  };
  /**
   * Addresses on the web. Flatchr documents an object of kind and address; a list of such objects is what was always sent.
   */
  urls?:
    | {
        /**
         * Facebook page.
         */
        facebook?: string | null;
        /**
         * LinkedIn page.
         */
        linkedin?: string | null;
        /**
         * Twitter page.
         */
        twitter?: string | null;
        /**
         * Any other page.
         */
        other?: string | null;
        [k: string]: unknown;
      }
    | {
        [k: string]: unknown;
      }[]
    | null;
  /**
   * How the resume is given.
   */
  type?: string | null;
  /**
   * Resume: for `link` its public address, for `document` the file itself.
   */
  resume?:
    | string
    | {
        /**
         * The file in base64.
         */
        data: string;
        /**
         * Name of the file, without its extension.
         */
        fileName?: string | null;
        /**
         * Media type of the file, e.g. `application/pdf`.
         */
        contentType?: string | null;
      }
    | null;
  /**
   * Where the information comes from.
   */
  source?: string | null;
  [k: string]: unknown;
}

/**
 * A vacancy as the Flatchr API gives it.
 */
export interface FlatchrVacancy {
  /**
   * Identifier, as paths hold it.
   */
  id: string;
  /**
   * Number of the vacancy, as applicants name it.
   */
  vacancy_id?: number | null;
  /**
   * Name of the vacancy in addresses; candidates apply to it.
   */
  slug?: string | null;
  /**
   * Reference given by the recruiters.
   */
  reference?: string | null;
  /**
   * Title.
   */
  title?: string | null;
  /**
   * The company and the team, HTML.
   */
  description?: string | null;
  /**
   * What is to be done, HTML.
   */
  mission?: string | null;
  /**
   * Who is looked for, HTML.
   */
  profile?: string | null;
  /**
   * Code of the experience that is asked for.
   */
  experience?: number | null;
  /**
   * Lowest salary; `0` when there is none.
   */
  salary?: string | number | null;
  /**
   * Highest salary; `0` when there is none.
   */
  salary_max?: string | number | null;
  /**
   * What the salary is paid for: `y` year, `m` month, `d` day, `h` hour.
   */
  mensuality?: string | null;
  /**
   * Currency, ISO 4217.
   */
  currency?: string | null;
  /**
   * Status: whether the vacancy is open.
   */
  status?: number | null;
  /**
   * Language, e.g. `fr_FR`.
   */
  language?: string | null;
  /**
   * Kind of contract.
   */
  contract_type_id?: number | null;
  /**
   * Education that is asked for.
   */
  education_level_id?: number | null;
  /**
   * Sector.
   */
  activity_id?: number | null;
  /**
   * Field of work.
   */
  channel_id?: number | null;
  /**
   * Profession.
   */
  metier_id?: number | null;
  /**
   * Number of the company.
   */
  company_id?: number | string | null;
  /**
   * Where to apply, when not at Flatchr.
   */
  apply_url?: string | null;
  /**
   * When it was created, ISO 8601.
   */
  created_at?: string | null;
  /**
   * When it was changed, ISO 8601.
   */
  updated_at?: string | null;
  /**
   * Begin, ISO 8601.
   */
  start_date?: string | null;
  /**
   * End, ISO 8601.
   */
  end_date?: string | null;
  /**
   * A driving licence is needed.
   */
  driver_license?: boolean | null;
  /**
   * `notime`, `parttime` or `fulltime`; in older data true or false.
   */
  remote?: string | boolean | null;
  /**
   * Open to people with a disability.
   */
  handicap?: boolean | null;
  /**
   * Part time.
   */
  partial?: boolean | null;
  /**
   * Its applicants are shown on a board.
   */
  kanban?: boolean | null;
  /**
   * Title for search engines.
   */
  meta_title?: string | null;
  /**
   * Description for search engines.
   */
  meta_description?: string | null;
  /**
   * Keywords for search engines.
   */
  meta_tags?: string | null;
  /**
   * Settings of the application form.
   */
  options?: {
    [k: string]: unknown;
  } | null;
  /**
   * Address of a video.
   */
  video_url?: string | null;
  /**
   * The address is shown.
   */
  show_address?: boolean | null;
  /**
   * The dates are shown.
   */
  show_contract_date?: boolean | null;
  /**
   * The kind of contract is shown.
   */
  show_contract_type?: boolean | null;
  /**
   * The salary is shown.
   */
  show_salary?: boolean | null;
  /**
   * Status of the worker.
   */
  worker_status?: string | null;
  /**
   * Skills, separated by semicolons.
   */
  skills?: string | null;
  /**
   * First part of the address that applications can be mailed to.
   */
  slug_mail?: string | null;
  /**
   * Place of work; only where it was asked for.
   */
  address?: {
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}

/**
 * A job as the HrFlow.ai API takes and gives it.
 */
export interface HrFlowAiJob {
  /**
   * Identifier.
   */
  id?: number | null;
  /**
   * Key: 40 hexadecimal characters.
   */
  key?: string | null;
  /**
   * Identifier of the job in the origin; unique in a board.
   */
  reference?: string | null;
  /**
   * Key of the board.
   */
  board_key?: string | null;
  /**
   * The board.
   */
  board?: {
    [k: string]: unknown;
  };
  /**
   * Title of the job.
   */
  name: string | null;
  /**
   * Address of the job's page.
   */
  url?: string | null;
  /**
   * Address of a picture.
   */
  picture?: string | null;
  /**
   * Summary, plain text or HTML.
   */
  summary?: string | null;
  /**
   * Where the job is.
   */
  location: {
    /**
     * The place as text.
     */
    text?: string | null;
    /**
     * Latitude in degrees.
     */
    lat?: number | null;
    /**
     * Longitude in degrees.
     */
    lng?: number | null;
    /**
     * Address on a map.
     */
    gmaps?: string | null;
    /**
     * Parts of the place.
     */
    geojson?: {
      [k: string]: unknown;
    };
    /**
     * Parts of the place: an object, or an empty list when unknown.
     */
    fields?: {
      [k: string]: unknown;
    };
    [k: string]: unknown;
  } | null;
  /**
   * Sections of the advertisement.
   */
  sections?:
    | {
        /**
         * Name of the section.
         */
        name?: string | null;
        /**
         * Heading.
         */
        title?: string | null;
        /**
         * Text.
         */
        description?: string | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * Culture of the company.
   */
  culture?: string | null;
  /**
   * Benefits.
   */
  benefits?: string | null;
  /**
   * Responsibilities.
   */
  responsibilities?: string | null;
  /**
   * Requirements.
   */
  requirements?: string | null;
  /**
   * How interviews go.
   */
  interviews?: string | null;
  /**
   * Skills.
   */
  skills?:
    | {
        /**
         * Name.
         */
        name?: string | null;
        /**
         * `hard` or `soft`.
         */
        type?: string | null;
        /**
         * Level.
         */
        value?: {
          [k: string]: unknown;
        };
        /**
         * Identifier in the origin.
         */
        id?: string | null;
        /**
         * Label in the origin.
         */
        label?: string | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * Languages.
   */
  languages?: HrFlowAiJobNamed[] | null;
  /**
   * Certifications.
   */
  certifications?: HrFlowAiJobNamed[] | null;
  /**
   * Courses.
   */
  courses?: HrFlowAiJobNamed[] | null;
  /**
   * Tasks.
   */
  tasks?: HrFlowAiJobNamed[] | null;
  /**
   * Interests.
   */
  interests?: HrFlowAiJobNamed[] | null;
  /**
   * Tags.
   */
  tags?: HrFlowAiJobNamed[] | null;
  /**
   * Metadatas.
   */
  metadatas?: HrFlowAiJobNamed[] | null;
  /**
   * Ranges of numbers, e.g. the salary.
   */
  ranges_float?:
    | {
        /**
         * Name.
         */
        name?: string | null;
        /**
         * Lower end.
         */
        value_min?: {
          [k: string]: unknown;
        };
        /**
         * Upper end.
         */
        value_max?: {
          [k: string]: unknown;
        };
        /**
         * Unit.
         */
        unit?: string | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * Ranges of dates.
   */
  ranges_date?:
    | {
        /**
         * Name.
         */
        name?: string | null;
        /**
         * Begin.
         */
        value_min?: string | null;
        /**
         * End.
         */
        value_max?: string | null;
        [k: string]: unknown;
      }[]
    | null;
  /**
   * When the job was created, ISO 8601.
   */
  created_at?: string | null;
  /**
   * When the job was changed, ISO 8601.
   */
  updated_at?: string | null;
  /**
   * When the job was archived, ISO 8601.
   */
  archived_at?: string | null;
  /**
   * The same, under the name that some systems give it.
   */
  archive?: string | null;
  [k: string]: unknown;
}
export interface HrFlowAiJobNamed {
  /**
   * Name.
   */
  name?: string | null;
  /**
   * Value.
   */
  value?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

/**
 * A place.
 */
export type HrFlowAiProfileLocation = {
  /**
   * The place as text.
   */
  text?: string | null;
  /**
   * Latitude in degrees.
   */
  lat?: number | null;
  /**
   * Longitude in degrees.
   */
  lng?: number | null;
  /**
   * Address on a map.
   */
  gmaps?: string | null;
  /**
   * Parts of the place: an object, or an empty list when unknown.
   */
  fields?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
} | null;

/**
 * A profile as the HrFlow.ai API takes and gives it; `resume` is what a format hands over to be parsed.
 */
export interface HrFlowAiProfile {
  /**
   * Identifier.
   */
  id?: number | null;
  /**
   * Key: 40 hexadecimal characters.
   */
  key?: string | null;
  /**
   * Identifier of the profile in the origin; unique in a source.
   */
  reference: string | null;
  /**
   * Key of the source.
   */
  source_key?: string | null;
  /**
   * The source.
   */
  source?: {
    [k: string]: unknown;
  };
  /**
   * When the profile was created, ISO 8601.
   */
  created_at?: string | null;
  /**
   * When the profile was changed, ISO 8601.
   */
  updated_at?: string | null;
  /**
   * When the profile was archived, ISO 8601.
   */
  archived_at?: string | null;
  /**
   * Language of the text.
   */
  text_language?: string | null;
  /**
   * Full text.
   */
  text?: string | null;
  /**
   * What may be done with the profile by machine.
   */
  consent_algorithmic?: {
    [k: string]: unknown;
  } | null;
  /**
   * Who the profile is about.
   */
  info?: {
    /**
     * Full name.
     */
    full_name?: string | null;
    /**
     * First name.
     */
    first_name?: string | null;
    /**
     * Last name.
     */
    last_name?: string | null;
    /**
     * Email address.
     */
    email?: string | null;
    /**
     * Phone number.
     */
    phone?: string | null;
    /**
     * Driving licence.
     */
    driving_license?: string | null;
    /**
     * Date of birth, ISO 8601.
     */
    date_birth?: string | null;
    /**
     * Gender.
     */
    gender?: string | null;
    /**
     * Address of a picture.
     */
    picture?: string | null;
    /**
     * Summary.
     */
    summary?: string | null;
    location?: HrFlowAiProfileLocation;
    /**
     * Pages about the person.
     */
    urls?: {
      /**
       * Kind of page, e.g. linkedin.
       */
      type?: string | null;
      /**
       * Address.
       */
      url?: {
        [k: string]: unknown;
      };
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  };
  /**
   * Years of experience.
   */
  experiences_duration?: number | null;
  /**
   * Years of education.
   */
  educations_duration?: number | null;
  /**
   * Jobs held.
   */
  experiences?: {
    /**
     * Key of the entry.
     */
    key?: string | null;
    /**
     * Title.
     */
    title?: string | null;
    /**
     * Address of a logo.
     */
    logo?: string | null;
    /**
     * Description.
     */
    description?: string | null;
    location?: HrFlowAiProfileLocation;
    /**
     * Begin, ISO 8601.
     */
    date_start?: string | null;
    /**
     * End, ISO 8601.
     */
    date_end?: string | null;
    /**
     * Skills.
     */
    skills?: HrFlowAiProfileSkill[];
    /**
     * Certifications.
     */
    certifications?: HrFlowAiProfileNamed[];
    /**
     * Courses.
     */
    courses?: HrFlowAiProfileNamed[];
    /**
     * Tasks.
     */
    tasks?: HrFlowAiProfileNamed[];
    /**
     * Languages.
     */
    languages?: HrFlowAiProfileNamed[];
    /**
     * Interests.
     */
    interests?: HrFlowAiProfileNamed[];
    /**
     * Company.
     */
    company?: string | null;
    [k: string]: unknown;
  }[];
  /**
   * Education.
   */
  educations?: {
    /**
     * Key of the entry.
     */
    key?: string | null;
    /**
     * Title.
     */
    title?: string | null;
    /**
     * Address of a logo.
     */
    logo?: string | null;
    /**
     * Description.
     */
    description?: string | null;
    location?: HrFlowAiProfileLocation;
    /**
     * Begin, ISO 8601.
     */
    date_start?: string | null;
    /**
     * End, ISO 8601.
     */
    date_end?: string | null;
    /**
     * Skills.
     */
    skills?: HrFlowAiProfileSkill[];
    /**
     * Certifications.
     */
    certifications?: HrFlowAiProfileNamed[];
    /**
     * Courses.
     */
    courses?: HrFlowAiProfileNamed[];
    /**
     * Tasks.
     */
    tasks?: HrFlowAiProfileNamed[];
    /**
     * Languages.
     */
    languages?: HrFlowAiProfileNamed[];
    /**
     * Interests.
     */
    interests?: HrFlowAiProfileNamed[];
    /**
     * School.
     */
    school?: string | null;
    [k: string]: unknown;
  }[];
  /**
   * Files.
   */
  attachments?: {
    /**
     * `resume`, `original`, `cover` or other.
     */
    type?: string | null;
    /**
     * The file itself, of a profile that comes straight from another system.
     */
    file?: {
      [k: string]: unknown;
    };
    /**
     * Key of the file.
     */
    alt?: string | null;
    /**
     * File name.
     */
    file_name?: string | null;
    /**
     * File name as uploaded.
     */
    original_file_name?: string | null;
    /**
     * File name extension with its dot.
     */
    extension?: string | null;
    /**
     * Address of the file in the system that it comes from.
     */
    url?: string | null;
    /**
     * Text of the file.
     */
    text?: string | null;
    /**
     * Address of the file.
     */
    public_url?: string | null;
    /**
     * When it was changed.
     */
    updated_at?: string | null;
    /**
     * When it was created.
     */
    created_at?: string | null;
    /**
     * Bytes.
     */
    file_size?: number | null;
    [k: string]: unknown;
  }[];
  /**
   * Skills.
   */
  skills?: HrFlowAiProfileSkill[];
  /**
   * Languages.
   */
  languages?: HrFlowAiProfileNamed[];
  /**
   * Certifications.
   */
  certifications?: HrFlowAiProfileNamed[];
  /**
   * Courses.
   */
  courses?: HrFlowAiProfileNamed[];
  /**
   * Tasks.
   */
  tasks?: HrFlowAiProfileNamed[];
  /**
   * Interests.
   */
  interests?: HrFlowAiProfileNamed[];
  /**
   * Tags.
   */
  tags?: HrFlowAiProfileNamed[];
  /**
   * Metadata.
   */
  metadatas?: HrFlowAiProfileNamed[];
  /**
   * Labels: stages in jobs.
   */
  labels?: {
    [k: string]: unknown;
  }[];
  /**
   * A resume to be parsed.
   */
  resume?: {
    /**
     * The file.
     */
    raw?: {
      [k: string]: unknown;
    };
    /**
     * Media type of the file, as HrFlow.ai wants it named.
     */
    content_type?: string | null;
    /**
     * Name of the file.
     */
    file_name?: string | null;
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}
export interface HrFlowAiProfileSkill {
  /**
   * Name.
   */
  name?: string | null;
  /**
   * `hard` or `soft`.
   */
  type?: string | null;
  /**
   * Level.
   */
  value?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
export interface HrFlowAiProfileNamed {
  /**
   * Name.
   */
  name?: string | null;
  /**
   * Value.
   */
  value?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

/**
 * An object HrFlow_Job__c as a query gives it.
 */
export interface HrFlowJobInSalesforce {
  /**
   * What kind of object it is, and its address in the API.
   */
  attributes?: {
    /**
     * Name of the object.
     */
    type?: string;
    /**
     * Path of the object.
     */
    url?: string;
    [k: string]: unknown;
  };
  /**
   * When Salesforce last saw it changed, ISO 8601 with offset.
   */
  LastModifiedDate: string;
  /**
   * Number of the job in HrFlow.ai.
   */
  Id__c: number | null;
  /**
   * Number of the board in HrFlow.ai.
   */
  Board_Id__c?: number | null;
  /**
   * Key of the job in HrFlow.ai.
   */
  Hash_Id__c?: string | null;
  /**
   * Identifier of the job in its origin.
   */
  Reference__c?: string | null;
  /**
   * When it was archived, ISO 8601.
   */
  Archive__c?: string | null;
  /**
   * State of the job.
   */
  Status__c?: number | null;
  /**
   * When it was changed in HrFlow.ai, ISO 8601.
   */
  Date_Edition__c?: string | null;
  /**
   * Title.
   */
  Name__c?: string | null;
  /**
   * Name in addresses.
   */
  Slug__c?: string | null;
  /**
   * Address of the offer.
   */
  URL__c?: string | null;
  /**
   * Address of a picture.
   */
  Picture__c?: string | null;
  /**
   * Summary.
   */
  Summary__c?: string | null;
  /**
   * Place, as text.
   */
  Location_Text__c?: string | null;
  /**
   * Latitude of the place.
   */
  Location_Lat__c?: number | null;
  /**
   * Longitude of the place.
   */
  Location_Lng__c?: number | null;
  /**
   * Place at Google Maps.
   */
  Location_Gmaps__c?: string | null;
  /**
   * Parts of the address, as JSON.
   */
  Location_Fields__c?: string | null;
  /**
   * Culture of the company.
   */
  Culture__c?: string | null;
  /**
   * Responsibilities.
   */
  Responsibilities__c?: string | null;
  /**
   * Requirements.
   */
  Requirements__c?: string | null;
  /**
   * Benefits.
   */
  Benefits__c?: string | null;
  /**
   * Course of the interviews.
   */
  Interviews__c?: string | null;
  /**
   * Sections of the offer, a list as JSON.
   */
  Sections__c?: string | null;
  /**
   * Skills, a list as JSON.
   */
  Skills__c?: string | null;
  /**
   * Languages, a list as JSON.
   */
  Languages__c?: string | null;
  /**
   * Tags, a list as JSON.
   */
  Tags__c?: string | null;
  /**
   * Ranges of numbers, a list as JSON.
   */
  Ranges_Float__c?: string | null;
  /**
   * Ranges of dates, a list as JSON.
   */
  Ranges_Date__c?: string | null;
  /**
   * Metadata, a list as JSON.
   */
  Metadatas__c?: string | null;
  /**
   * Certifications, a list as JSON.
   */
  Certifications__c?: string | null;
  /**
   * Courses, a list as JSON.
   */
  Courses__c?: string | null;
  /**
   * Tasks, a list as JSON.
   */
  Tasks__c?: string | null;
  [k: string]: unknown;
}

/**
 * An object HrFlow_Profile__c with what hangs on it: as a query gives it, and as it is written, without what Salesforce adds itself.
 */
export interface HrFlowProfileInSalesforce {
  /**
   * What kind of object it is, and its address in the API.
   */
  attributes?: {
    /**
     * Name of the object.
     */
    type?: string;
    /**
     * Path of the object.
     */
    url?: string;
    [k: string]: unknown;
  };
  /**
   * When Salesforce last saw it changed, ISO 8601 with offset.
   */
  LastModifiedDate?: string;
  /**
   * Number of the profile in HrFlow.ai.
   */
  Id__c: number | null;
  /**
   * Number of the data set in HrFlow.ai.
   */
  Dataset_Id__c?: number | null;
  /**
   * Key of the profile in HrFlow.ai.
   */
  Hash_Id__c?: string | null;
  /**
   * Identifier of the profile in its origin.
   */
  Reference__c?: string | null;
  /**
   * When it was archived, ISO 8601.
   */
  Archive__c?: string | null;
  /**
   * When it was changed in HrFlow.ai, ISO 8601.
   */
  Date_Edition__c?: string | null;
  /**
   * When it came to HrFlow.ai, ISO 8601.
   */
  Date_Reception__c?: string | null;
  /**
   * When it was stored, ISO 8601.
   */
  Timestamp__c?: string | null;
  /**
   * Full name.
   */
  Name__c?: string | null;
  /**
   * First name.
   */
  First_Name__c?: string | null;
  /**
   * Last name.
   */
  Last_Name__c?: string | null;
  /**
   * Email address.
   */
  Email__c?: string | null;
  /**
   * Phone number.
   */
  Phone__c?: string | null;
  /**
   * Date of birth, ISO 8601.
   */
  Date_Birth__c?: string | null;
  /**
   * Gender.
   */
  Gender__c?: string | null;
  /**
   * Address of a picture.
   */
  Picture__c?: string | null;
  /**
   * Summary.
   */
  Summary__c?: string | null;
  /**
   * Seniority.
   */
  Seniority__c?: string | null;
  /**
   * Links, as JSON: a list of `type` and `url`, or an object from type to address.
   */
  URLs__c?: string | null;
  /**
   * Place, as text.
   */
  Location_Text__c?: string | null;
  /**
   * Latitude of the place.
   */
  Location_Lat__c?: number | null;
  /**
   * Longitude of the place.
   */
  Location_Lng__c?: number | null;
  /**
   * Place at Google Maps.
   */
  Location_Gmaps__c?: string | null;
  /**
   * Parts of the address, as JSON.
   */
  Location_Fields__c?: string | null;
  /**
   * Full text.
   */
  Text__c?: string | null;
  /**
   * Language of the text.
   */
  Text_Language__c?: string | null;
  /**
   * Years of experience.
   */
  Experiences_Duration__c?: number | null;
  /**
   * Years of education.
   */
  Educations_Duration__c?: number | null;
  /**
   * Skills, a list as JSON.
   */
  Skills__c?: string | null;
  /**
   * Languages, a list as JSON.
   */
  Languages__c?: string | null;
  /**
   * Certifications, a list as JSON.
   */
  Certifications__c?: string | null;
  /**
   * Courses, a list as JSON.
   */
  Courses__c?: string | null;
  /**
   * Tasks, a list as JSON.
   */
  Tasks__c?: string | null;
  /**
   * Interests, a list as JSON.
   */
  Interests__c?: string | null;
  /**
   * Labels, a list as JSON.
   */
  Labels__c?: string | null;
  /**
   * Tags, a list as JSON.
   */
  Tags__c?: string | null;
  /**
   * Metadata, a list as JSON.
   */
  Metadatas__c?: string | null;
  /**
   * Its experiences.
   */
  HrFlow_Profile_Experiences__r?: {
    /**
     * How many there are.
     */
    totalSize?: number;
    /**
     * True when these are all.
     */
    done?: boolean;
    /**
     * Where those that follow are read.
     */
    nextRecordsUrl?: string;
    /**
     * The records.
     *
     * Items: One of them.
     */
    records: {
      /**
       * What kind of object it is, and its address in the API.
       */
      attributes?: {
        /**
         * Name of the object.
         */
        type?: string;
        /**
         * Path of the object.
         */
        url?: string;
        [k: string]: unknown;
      };
      /**
       * Number of its own.
       */
      Id__c?: number | null;
      /**
       * Salesforce id of its profile.
       */
      Profile__c?: string | null;
      /**
       * Key in HrFlow.ai.
       */
      Hash_Id__c?: string | null;
      /**
       * Title.
       */
      Title__c?: string | null;
      /**
       * Description.
       */
      Description__c?: string | null;
      /**
       * First day, ISO 8601.
       */
      Date_Begin__c?: string | null;
      /**
       * Last day, ISO 8601.
       */
      Date_End__c?: string | null;
      /**
       * Place, as text.
       */
      Location_Text__c?: string | null;
      /**
       * Latitude of the place.
       */
      Location_Lat__c?: number | null;
      /**
       * Longitude of the place.
       */
      Location_Lng__c?: number | null;
      /**
       * Place at Google Maps.
       */
      Location_Gmaps__c?: string | null;
      /**
       * Parts of the address, as JSON.
       */
      Location_Fields__c?: string | null;
      /**
       * Skills, a list as JSON.
       */
      Skills__c?: string | null;
      /**
       * Tasks, a list as JSON.
       */
      Tasks__c?: string | null;
      /**
       * Certifications, a list as JSON.
       */
      Certifications__c?: string | null;
      /**
       * Courses, a list as JSON.
       */
      Courses__c?: string | null;
      /**
       * Company.
       */
      Company__c?: string | null;
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  } | null;
  /**
   * Its educations.
   */
  HrFlow_Profile_Educations__r?: {
    /**
     * How many there are.
     */
    totalSize?: number;
    /**
     * True when these are all.
     */
    done?: boolean;
    /**
     * Where those that follow are read.
     */
    nextRecordsUrl?: string;
    /**
     * The records.
     *
     * Items: One of them.
     */
    records: {
      /**
       * What kind of object it is, and its address in the API.
       */
      attributes?: {
        /**
         * Name of the object.
         */
        type?: string;
        /**
         * Path of the object.
         */
        url?: string;
        [k: string]: unknown;
      };
      /**
       * Number of its own.
       */
      Id__c?: number | null;
      /**
       * Salesforce id of its profile.
       */
      Profile__c?: string | null;
      /**
       * Key in HrFlow.ai.
       */
      Hash_Id__c?: string | null;
      /**
       * Title.
       */
      Title__c?: string | null;
      /**
       * Description.
       */
      Description__c?: string | null;
      /**
       * First day, ISO 8601.
       */
      Date_Begin__c?: string | null;
      /**
       * Last day, ISO 8601.
       */
      Date_End__c?: string | null;
      /**
       * Place, as text.
       */
      Location_Text__c?: string | null;
      /**
       * Latitude of the place.
       */
      Location_Lat__c?: number | null;
      /**
       * Longitude of the place.
       */
      Location_Lng__c?: number | null;
      /**
       * Place at Google Maps.
       */
      Location_Gmaps__c?: string | null;
      /**
       * Parts of the address, as JSON.
       */
      Location_Fields__c?: string | null;
      /**
       * Skills, a list as JSON.
       */
      Skills__c?: string | null;
      /**
       * Tasks, a list as JSON.
       */
      Tasks__c?: string | null;
      /**
       * Certifications, a list as JSON.
       */
      Certifications__c?: string | null;
      /**
       * Courses, a list as JSON.
       */
      Courses__c?: string | null;
      /**
       * School.
       */
      School__c?: string | null;
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  } | null;
  /**
   * Its attachments.
   */
  HrFlow_Profile_Attachments__r?: {
    /**
     * How many there are.
     */
    totalSize?: number;
    /**
     * True when these are all.
     */
    done?: boolean;
    /**
     * Where those that follow are read.
     */
    nextRecordsUrl?: string;
    /**
     * The records.
     *
     * Items: One of them.
     */
    records: {
      /**
       * What kind of object it is, and its address in the API.
       */
      attributes?: {
        /**
         * Name of the object.
         */
        type?: string;
        /**
         * Path of the object.
         */
        url?: string;
        [k: string]: unknown;
      };
      /**
       * Number of its own.
       */
      Id__c?: number | null;
      /**
       * Salesforce id of its profile.
       */
      Profile__c?: string | null;
      /**
       * Text of the file.
       */
      Text__c?: string | null;
      /**
       * Kind of file, e.g. `resume`.
       */
      Type__c?: string | null;
      /**
       * Key of the file.
       */
      Alt__c?: string | null;
      /**
       * Bytes of the file.
       */
      File_Size__c?: number | null;
      /**
       * Name of the file.
       */
      File_Name__c?: string | null;
      /**
       * Name that the file came with.
       */
      Original_File_Name__c?: string | null;
      /**
       * Extension of the name.
       */
      Extension__c?: string | null;
      /**
       * Address of the file.
       */
      URL__c?: string | null;
      /**
       * When the file was changed, ISO 8601.
       */
      Date_Edition__c?: string | null;
      /**
       * When the file was stored, ISO 8601.
       */
      Timestamp__c?: string | null;
      [k: string]: unknown;
    }[];
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}

/**
 * Form of address.
 */
export type TalentSoftApplicationCoded =
  | {
      /**
       * Number.
       */
      code?: number;
      /**
       * Name of the code.
       */
      clientCode?: string | null;
      /**
       * Name in the language of the site.
       */
      label?: string | null;
      /**
       * It can be chosen.
       */
      active?: boolean | null;
      /**
       * Number of the code above.
       */
      parentCode?: number | null;
      /**
       * Kind of the code.
       */
      type?: string | null;
      /**
       * Kind of the code above.
       */
      parentType?: string | null;
      /**
       * There are codes below.
       */
      hasChildren?: boolean | null;
      [k: string]: unknown;
    }
  | string
  | null;
/**
 * Kind of contract.
 */
export type TalentSoftApplicationCoded1 =
  | {
      /**
       * Number.
       */
      code?: number;
      /**
       * Name of the code.
       */
      clientCode?: string | null;
      /**
       * Name in the language of the site.
       */
      label?: string | null;
      /**
       * It can be chosen.
       */
      active?: boolean | null;
      /**
       * Number of the code above.
       */
      parentCode?: number | null;
      /**
       * Kind of the code.
       */
      type?: string | null;
      /**
       * Kind of the code above.
       */
      parentType?: string | null;
      /**
       * There are codes below.
       */
      hasChildren?: boolean | null;
      [k: string]: unknown;
    }
  | string
  | null;
/**
 * Level of education.
 */
export type TalentSoftApplicationCoded2 =
  | {
      /**
       * Number.
       */
      code?: number;
      /**
       * Name of the code.
       */
      clientCode?: string | null;
      /**
       * Name in the language of the site.
       */
      label?: string | null;
      /**
       * It can be chosen.
       */
      active?: boolean | null;
      /**
       * Number of the code above.
       */
      parentCode?: number | null;
      /**
       * Kind of the code.
       */
      type?: string | null;
      /**
       * Kind of the code above.
       */
      parentType?: string | null;
      /**
       * There are codes below.
       */
      hasChildren?: boolean | null;
      [k: string]: unknown;
    }
  | string
  | null;
/**
 * Level of experience.
 */
export type TalentSoftApplicationCoded3 =
  | {
      /**
       * Number.
       */
      code?: number;
      /**
       * Name of the code.
       */
      clientCode?: string | null;
      /**
       * Name in the language of the site.
       */
      label?: string | null;
      /**
       * It can be chosen.
       */
      active?: boolean | null;
      /**
       * Number of the code above.
       */
      parentCode?: number | null;
      /**
       * Kind of the code.
       */
      type?: string | null;
      /**
       * Kind of the code above.
       */
      parentType?: string | null;
      /**
       * There are codes below.
       */
      hasChildren?: boolean | null;
      [k: string]: unknown;
    }
  | string
  | null;

/**
 * An application as the TalentSoft API takes it, with the address of its resume.
 */
export interface TalentSoftApplication {
  /**
   * Who applies.
   */
  applicant?: {
    /**
     * Name and addresses.
     */
    personalInformation?: {
      civility?: TalentSoftApplicationCoded;
      /**
       * First name.
       */
      firstName?: string | null;
      /**
       * Last name.
       */
      lastName?: string | null;
      /**
       * Date of birth, e.g. 1990-08-09.
       */
      birthDate?: string | null;
      /**
       * Phone number.
       */
      phoneNumber?: string | null;
      /**
       * Email address.
       */
      email?: string | null;
      /**
       * Street and number.
       */
      address?: string | null;
      /**
       * City.
       */
      city?: string | null;
      /**
       * Postal code.
       */
      postalCode?: string | null;
      [k: string]: unknown;
    } | null;
    /**
     * What is sought.
     */
    jobPreferences?: {
      contractType?: TalentSoftApplicationCoded1;
      /**
       * Salary that is sought.
       */
      salaryPretensions?: string | number | null;
      [k: string]: unknown;
    } | null;
    /**
     * Education.
     */
    education?: {
      /**
       * Diplomas.
       */
      diplomas?:
        | ({
            educationLevel?: TalentSoftApplicationCoded2;
            /**
             * Year; an empty text where it is not known.
             */
            yearObtained?: number | string | null;
            /**
             * School.
             */
            college?: string | null;
            [k: string]: unknown;
          } | null)[]
        | null;
      [k: string]: unknown;
    } | null;
    /**
     * Experience.
     */
    experiences?: {
      experienceLevel?: TalentSoftApplicationCoded3;
      /**
       * Experiences.
       */
      experienceList?:
        | ({
            /**
             * Company.
             */
            company?: string | null;
            /**
             * Position.
             */
            function?: string | null;
            /**
             * Years; an empty text where they are not known.
             */
            length?: number | string | null;
            [k: string]: unknown;
          } | null)[]
        | null;
      [k: string]: unknown;
    } | null;
    [k: string]: unknown;
  };
  /**
   * What the candidate applies to.
   */
  application?: {
    /**
     * `offer` for an application to an offer.
     */
    type?: string | null;
    /**
     * Reference of the offer; the parameter `job_reference` takes its place.
     */
    offerReference?: string | null;
    [k: string]: unknown;
  };
  /**
   * The files that come with it.
   *
   * Items: A file.
   */
  uploadedFiles?: {
    /**
     * Name of the file.
     */
    description?: string;
    /**
     * Kind of the file.
     */
    fileTypeId?: number;
    /**
     * Name of the part of the request that holds it.
     */
    key?: string;
    [k: string]: unknown;
  }[];
  /**
   * The resume; it is sent as a file.
   */
  attachment: {
    /**
     * Address of the resume, from which it is fetched.
     */
    public_url: string | null;
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

/**
 * How the candidate is addressed.
 */
export type TalentSoftCandidateCoded = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Status of the candidate.
 */
export type TalentSoftCandidateCoded1 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftCandidateCustomFields = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * Value of table 1.
 */
export type TalentSoftCandidateCoded2 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Value of table 2.
 */
export type TalentSoftCandidateCoded3 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Value of table 3.
 */
export type TalentSoftCandidateCoded4 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Country of residence.
 */
export type TalentSoftCandidateCoded5 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded6 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftCandidateCustomFields1 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftCandidateCustomFields2 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded7 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded8 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded9 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftCandidateCustomFields3 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded10 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded11 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded12 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftCandidateCustomFields4 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded13 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftCandidateCustomFields5 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded14 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded15 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded16 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant; the first table holds the status of the profile.
 */
export type TalentSoftCandidateCustomFields6 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftCandidateCoded17 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant, block 1.
 */
export type TalentSoftCandidateCustomFields7 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * Fields of the tenant, block 2.
 */
export type TalentSoftCandidateCustomFields8 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * Fields of the tenant, block 3.
 */
export type TalentSoftCandidateCustomFields9 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;
/**
 * Fields of the tenant, block 4.
 */
export type TalentSoftCandidateCustomFields10 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  customCodeTable1?: TalentSoftCandidateCoded2;
  customCodeTable2?: TalentSoftCandidateCoded3;
  customCodeTable3?: TalentSoftCandidateCoded4;
} | null;

/**
 * A candidate as the export of TalentSoft gives it, with its files.
 */
export interface TalentSoftCandidate {
  /**
   * The candidate works for the company.
   */
  isEmployee?: boolean | null;
  /**
   * The candidate has an application in progress.
   */
  isInProgress?: boolean | null;
  /**
   * What the candidate applied for.
   */
  applications?:
    | ({
        /**
         * Reference of the vacancy.
         */
        vacancyReference?: string | null;
        [k: string]: unknown;
      } | null)[]
    | null;
  /**
   * Files of the candidate.
   */
  attachments?:
    | ({
        /**
         * Identifier of the file.
         */
        id?: string | null;
        /**
         * Name of the file.
         */
        filename?: string | null;
        /**
         * Media type.
         */
        mimeType?: string | null;
        /**
         * The file is a resume.
         */
        isResume?: boolean | null;
        /**
         * The file itself; missing when the export does not hold it.
         */
        raw?: {
          [k: string]: unknown;
        };
        [k: string]: unknown;
      } | null)[]
    | null;
  /**
   * What is known of the candidate.
   */
  candidateDetail: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Last name.
     */
    lastName?: string | null;
    /**
     * First name.
     */
    firstName?: string | null;
    /**
     * Middle name.
     */
    middleName?: string | null;
    /**
     * Email address.
     */
    email?: string | null;
    /**
     * Phone number.
     */
    phoneNumber?: string | null;
    /**
     * Title.
     */
    title?: string | null;
    civility?: TalentSoftCandidateCoded;
    status?: TalentSoftCandidateCoded1;
    /**
     * Languages.
     */
    languages?:
      | {
          [k: string]: unknown;
        }[]
      | null;
    /**
     * When the candidate was created: ISO 8601, UTC.
     */
    creationDate?: string | null;
    /**
     * Personal data was removed.
     */
    isAnonymized?: boolean | null;
    /**
     * The agency that entered the candidate.
     */
    agencyUser?: {
      [k: string]: unknown;
    };
    /**
     * Consents given.
     */
    consents?:
      | {
          [k: string]: unknown;
        }[]
      | null;
    /**
     * What recruiters noted.
     */
    recruiterData?: {
      /**
       * Comment of the recruiter.
       */
      comment?: string | null;
      /**
       * Who recommended the candidate.
       */
      recommenderName?: string | null;
      /**
       * Email address of who recommended the candidate.
       */
      recommenderEmail?: string | null;
      recruiterDataCustomFields?: TalentSoftCandidateCustomFields;
      [k: string]: unknown;
    } | null;
    /**
     * Address and civil status.
     */
    personalInformation?: {
      /**
       * Street.
       */
      address?: string | null;
      /**
       * City.
       */
      city?: string | null;
      /**
       * Postal code.
       */
      postalCode?: string | null;
      residentCountry?: TalentSoftCandidateCoded5;
      /**
       * Date of birth.
       */
      birthDate?: string | null;
      /**
       * Nationalities.
       */
      nationalities?: TalentSoftCandidateCoded6[] | null;
      /**
       * Another phone number.
       */
      otherPhoneNumber?: string | null;
      /**
       * Email address at work.
       */
      professionalEmail?: string | null;
      personalInformationCustomFields?: TalentSoftCandidateCustomFields1;
      [k: string]: unknown;
    } | null;
    /**
     * Skills.
     */
    additionalInformation?: {
      /**
       * Skills.
       */
      skills?: TalentSoftCandidateCoded6[] | null;
      additionalInformationCustomFields?: TalentSoftCandidateCustomFields2;
      [k: string]: unknown;
    } | null;
    /**
     * Educations.
     */
    educations?:
      | ({
          /**
           * School.
           */
          school?: string | null;
          /**
           * City of the school.
           */
          schoolCity?: string | null;
          diploma?: TalentSoftCandidateCoded7;
          speciality?: TalentSoftCandidateCoded8;
          educationLevel?: TalentSoftCandidateCoded9;
          /**
           * Year of graduation.
           */
          yearOfGraduation?: number | null;
          educationCustomFields?: TalentSoftCandidateCustomFields3;
          [k: string]: unknown;
        } | null)[]
      | null;
    /**
     * Experiences.
     */
    experiences?:
      | ({
          /**
           * The experience.
           */
          experience?: {
            /**
             * Company.
             */
            company?: string | null;
            /**
             * Function.
             */
            function?: string | null;
            /**
             * How long it lasted.
             */
            duration?: {
              [k: string]: unknown;
            };
            experienceLevel?: TalentSoftCandidateCoded10;
            typeOfContract?: TalentSoftCandidateCoded11;
            profile?: TalentSoftCandidateCoded12;
            [k: string]: unknown;
          } | null;
          experienceCustomFields?: TalentSoftCandidateCustomFields4;
          [k: string]: unknown;
        } | null)[]
      | null;
    /**
     * All experiences together.
     */
    globalExperience?: {
      globalExperienceLevel?: TalentSoftCandidateCoded13;
      globalExperienceLevelCustomFields?: TalentSoftCandidateCustomFields5;
      [k: string]: unknown;
    } | null;
    /**
     * What the candidate looks for.
     */
    positionSought?: {
      /**
       * Salary expected.
       */
      salaryExpectations?: {
        [k: string]: unknown;
      };
      /**
       * Where the candidate would work.
       */
      mobility?: {
        /**
         * Regions.
         */
        regions?: TalentSoftCandidateCoded6[] | null;
        /**
         * Countries.
         */
        countries?: TalentSoftCandidateCoded6[] | null;
        /**
         * Areas.
         */
        geographicalAreas?: TalentSoftCandidateCoded6[] | null;
        /**
         * Departments.
         */
        departments?: TalentSoftCandidateCoded6[] | null;
        /**
         * Postal codes.
         */
        zipCodes?: string[] | null;
        [k: string]: unknown;
      } | null;
      /**
       * The candidate would work anywhere.
       */
      totalMobility?: {
        [k: string]: unknown;
      };
      /**
       * When the candidate can start.
       */
      dateOfAvailability?: string | null;
      /**
       * Start of a training.
       */
      trainingStartDate?: string | null;
      /**
       * End of a training.
       */
      trainingEndDate?: string | null;
      /**
       * Time needed to move.
       */
      mobilityDelay?: {
        [k: string]: unknown;
      };
      /**
       * Length of the contract; misspelt by the system.
       */
      contractLenght?: {
        [k: string]: unknown;
      };
      jobTime?: TalentSoftCandidateCoded14;
      primaryProfile?: TalentSoftCandidateCoded15;
      /**
       * Further professions sought.
       */
      secondaryProfiles?: TalentSoftCandidateCoded6[] | null;
      contractType?: TalentSoftCandidateCoded16;
      jobPreferencesCustomFields?: TalentSoftCandidateCustomFields6;
      [k: string]: unknown;
    } | null;
    /**
     * Referral.
     */
    referral?: {
      referralStatus?: TalentSoftCandidateCoded17;
      [k: string]: unknown;
    } | null;
    customBlock1CustomFields?: TalentSoftCandidateCustomFields7;
    customBlock2CustomFields?: TalentSoftCandidateCustomFields8;
    customBlock3CustomFields?: TalentSoftCandidateCustomFields9;
    customBlock4CustomFields?: TalentSoftCandidateCustomFields10;
    [k: string]: unknown;
  };
  /**
   * The entries of the archive by name; only while the candidate is read.
   */
  files?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

/**
 * Status.
 */
export type TalentSoftVacancyCoded = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Category.
 */
export type TalentSoftVacancyCoded1 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Organisation.
 */
export type TalentSoftVacancyCoded2 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Language.
 */
export type TalentSoftVacancyCoded3 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Level.
 */
export type TalentSoftVacancyCoded4 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Kind of bonus.
 */
export type TalentSoftVacancyCoded5 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Currency.
 */
export type TalentSoftVacancyCoded6 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Type of contract.
 */
export type TalentSoftVacancyCoded7 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Profession.
 */
export type TalentSoftVacancyCoded8 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded9 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded10 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded11 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded12 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded13 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant; the long texts go on with the description.
 */
export type TalentSoftVacancyCustomFields = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 1, HTML.
   */
  longText1HTML?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 2, HTML.
   */
  longText2HTML?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  /**
   * Long text 3, HTML.
   */
  longText3HTML?: string | null;
  customCodeTable1?: TalentSoftVacancyCoded14;
  customCodeTable2?: TalentSoftVacancyCoded15;
  customCodeTable3?: TalentSoftVacancyCoded16;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded14 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded15 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded16 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded17 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded18 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded19 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded20 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftVacancyCustomFields1 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 1, HTML.
   */
  longText1HTML?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 2, HTML.
   */
  longText2HTML?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  /**
   * Long text 3, HTML.
   */
  longText3HTML?: string | null;
  customCodeTable1?: TalentSoftVacancyCoded14;
  customCodeTable2?: TalentSoftVacancyCoded15;
  customCodeTable3?: TalentSoftVacancyCoded16;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded21 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded22 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded23 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftVacancyCustomFields2 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 1, HTML.
   */
  longText1HTML?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 2, HTML.
   */
  longText2HTML?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  /**
   * Long text 3, HTML.
   */
  longText3HTML?: string | null;
  customCodeTable1?: TalentSoftVacancyCoded14;
  customCodeTable2?: TalentSoftVacancyCoded15;
  customCodeTable3?: TalentSoftVacancyCoded16;
} | null;
/**
 * A value of a list of the tenant; null, or both members null, when there is none.
 */
export type TalentSoftVacancyCoded24 = {
  /**
   * Identifier, the same in every language.
   */
  id?: string | null;
  /**
   * Name in the language of the tenant.
   */
  label?: string | null;
} | null;
/**
 * Fields of the tenant.
 */
export type TalentSoftVacancyCustomFields3 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 1, HTML.
   */
  longText1HTML?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 2, HTML.
   */
  longText2HTML?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  /**
   * Long text 3, HTML.
   */
  longText3HTML?: string | null;
  customCodeTable1?: TalentSoftVacancyCoded14;
  customCodeTable2?: TalentSoftVacancyCoded15;
  customCodeTable3?: TalentSoftVacancyCoded16;
} | null;
/**
 * Fields of the tenant, block 1.
 */
export type TalentSoftVacancyCustomFields4 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 1, HTML.
   */
  longText1HTML?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 2, HTML.
   */
  longText2HTML?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  /**
   * Long text 3, HTML.
   */
  longText3HTML?: string | null;
  customCodeTable1?: TalentSoftVacancyCoded14;
  customCodeTable2?: TalentSoftVacancyCoded15;
  customCodeTable3?: TalentSoftVacancyCoded16;
} | null;
/**
 * Fields of the tenant, block 2.
 */
export type TalentSoftVacancyCustomFields5 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 1, HTML.
   */
  longText1HTML?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 2, HTML.
   */
  longText2HTML?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  /**
   * Long text 3, HTML.
   */
  longText3HTML?: string | null;
  customCodeTable1?: TalentSoftVacancyCoded14;
  customCodeTable2?: TalentSoftVacancyCoded15;
  customCodeTable3?: TalentSoftVacancyCoded16;
} | null;
/**
 * Fields of the tenant, block 3.
 */
export type TalentSoftVacancyCustomFields6 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 1, HTML.
   */
  longText1HTML?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 2, HTML.
   */
  longText2HTML?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  /**
   * Long text 3, HTML.
   */
  longText3HTML?: string | null;
  customCodeTable1?: TalentSoftVacancyCoded14;
  customCodeTable2?: TalentSoftVacancyCoded15;
  customCodeTable3?: TalentSoftVacancyCoded16;
} | null;
/**
 * Fields of the tenant, block 4.
 */
export type TalentSoftVacancyCustomFields7 = {
  /**
   * Date 1.
   */
  date1?: string | null;
  /**
   * Date 2.
   */
  date2?: string | null;
  /**
   * Date 3.
   */
  date3?: string | null;
  /**
   * Short text 1.
   */
  shortText1?: string | null;
  /**
   * Short text 2.
   */
  shortText2?: string | null;
  /**
   * Short text 3.
   */
  shortText3?: string | null;
  /**
   * Long text 1.
   */
  longText1?: string | null;
  /**
   * Long text 1, HTML.
   */
  longText1HTML?: string | null;
  /**
   * Long text 2.
   */
  longText2?: string | null;
  /**
   * Long text 2, HTML.
   */
  longText2HTML?: string | null;
  /**
   * Long text 3.
   */
  longText3?: string | null;
  /**
   * Long text 3, HTML.
   */
  longText3HTML?: string | null;
  customCodeTable1?: TalentSoftVacancyCoded14;
  customCodeTable2?: TalentSoftVacancyCoded15;
  customCodeTable3?: TalentSoftVacancyCoded16;
} | null;

/**
 * A vacancy as the export of TalentSoft gives it.
 */
export interface TalentSoftVacancy {
  /**
   * Reference.
   */
  reference: string | null;
  /**
   * Windows number of the language of the texts.
   */
  languageId?: number | null;
  status?: TalentSoftVacancyCoded;
  vacancyCategory?: TalentSoftVacancyCoded1;
  /**
   * When the vacancy was created: ISO 8601 without zone.
   */
  creationDate?: string | null;
  /**
   * When the vacancy was last changed: ISO 8601 without zone.
   */
  modificationDate?: string | null;
  organisation?: TalentSoftVacancyCoded2;
  /**
   * Address of the vacancy for recruiters.
   */
  vacancyView?: string | null;
  /**
   * Address of the vacancy for candidates.
   */
  candidateView?: string | null;
  /**
   * Where candidates are sent instead.
   */
  candidateRedirectionUrl?: string | null;
  /**
   * Address of a picture.
   */
  coverUrl?: string | null;
  /**
   * The vacancy is on the internet.
   */
  publishedOnInternet?: boolean | null;
  /**
   * The vacancy is on the intranet.
   */
  publishedOnIntranet?: boolean | null;
  /**
   * Languages asked for.
   */
  languages?:
    | ({
        language?: TalentSoftVacancyCoded3;
        languageLevel?: TalentSoftVacancyCoded4;
        [k: string]: unknown;
      } | null)[]
    | null;
  /**
   * Bonus for a referral.
   */
  referral?: {
    /**
     * Amount.
     */
    bonusAmount?: number | null;
    bonusType?: TalentSoftVacancyCoded5;
    currency?: TalentSoftVacancyCoded6;
    [k: string]: unknown;
  } | null;
  /**
   * The job.
   */
  jobDescription: {
    /**
     * Title.
     */
    title?: string | null;
    /**
     * First description.
     */
    description1?: string | null;
    /**
     * First description, as HTML.
     */
    description1HTML?: string | null;
    /**
     * Second description.
     */
    description2?: string | null;
    /**
     * Second description, as HTML.
     */
    description2HTML?: string | null;
    contractType?: TalentSoftVacancyCoded7;
    /**
     * Length of the contract.
     */
    contractLength?: {
      [k: string]: unknown;
    };
    primaryProfile?: TalentSoftVacancyCoded8;
    /**
     * Further professions.
     */
    secondaryProfiles?: TalentSoftVacancyCoded9[] | null;
    professionalCategory?: TalentSoftVacancyCoded10;
    country?: TalentSoftVacancyCoded11;
    salaryRange?: TalentSoftVacancyCoded12;
    jobTime?: TalentSoftVacancyCoded13;
    jobDescriptionCustomFields?: TalentSoftVacancyCustomFields;
    [k: string]: unknown;
  } | null;
  /**
   * Where the job is.
   */
  location?: {
    /**
     * Place as text.
     */
    address?: string | null;
    /**
     * Latitude in degrees.
     */
    latitude?: number | null;
    /**
     * Longitude in degrees.
     */
    longitude?: number | null;
    geographicalArea?: TalentSoftVacancyCoded17;
    country?: TalentSoftVacancyCoded18;
    region?: TalentSoftVacancyCoded19;
    department?: TalentSoftVacancyCoded20;
    locationCustomFields?: TalentSoftVacancyCustomFields1;
    [k: string]: unknown;
  } | null;
  /**
   * What is asked for.
   */
  criteria?: {
    experienceLevel?: TalentSoftVacancyCoded21;
    educationLevel?: TalentSoftVacancyCoded22;
    diploma?: TalentSoftVacancyCoded23;
    /**
     * Specialisations.
     */
    specialisations?: TalentSoftVacancyCoded9[] | null;
    /**
     * Skills.
     */
    skills?: TalentSoftVacancyCoded9[] | null;
    /**
     * Further criteria.
     */
    freeCriteria1?: string | null;
    /**
     * Further criteria, as HTML.
     */
    freeCriteria1HTML?: string | null;
    /**
     * Still further criteria.
     */
    freeCriteria2?: string | null;
    /**
     * Still further criteria, as HTML.
     */
    freeCriteria2HTML?: string | null;
    criteriaCustomFields?: TalentSoftVacancyCustomFields2;
    [k: string]: unknown;
  } | null;
  /**
   * Who asks for it.
   */
  requestingParty?: {
    /**
     * When the job begins.
     */
    beginningDate?: string | null;
    /**
     * Manager.
     */
    lineManager?: {
      /**
       * Identifier.
       */
      id?: string | null;
      /**
       * Name.
       */
      label?: string | null;
      /**
       * Email address.
       */
      email?: string | null;
      /**
       * Address.
       */
      uri?: string | null;
      [k: string]: unknown;
    } | null;
    /**
     * Category of equal employment opportunity.
     */
    EEO?: {
      [k: string]: unknown;
    };
    /**
     * How many are looked for.
     */
    numberOfVacancies?: number | null;
    /**
     * Comment for agencies.
     */
    commentForAgency?: string | null;
    recruitingReason?: TalentSoftVacancyCoded24;
    [k: string]: unknown;
  } | null;
  generalInformationCustomFields?: TalentSoftVacancyCustomFields3;
  customBlock1CustomFields?: TalentSoftVacancyCustomFields4;
  customBlock2CustomFields?: TalentSoftVacancyCustomFields5;
  customBlock3CustomFields?: TalentSoftVacancyCustomFields6;
  customBlock4CustomFields?: TalentSoftVacancyCustomFields7;
  [k: string]: unknown;
}

/**
 * The attributes of a candidate as the Teamtailor API takes them.
 */
export interface TeamtailorCandidateToWrite {
  /**
   * Identifier of the candidate that is updated.
   */
  id?: string | null;
  /**
   * First name.
   */
  "first-name"?: string | null;
  /**
   * Last name.
   */
  "last-name"?: string | null;
  /**
   * Email address; unique unless the candidate was sourced.
   */
  email?: string | null;
  /**
   * Phone number.
   */
  phone?: string | null;
  /**
   * Address of a picture.
   */
  picture?: string | null;
  /**
   * Address of the LinkedIn page.
   */
  "linkedin-url"?: string | null;
  /**
   * LinkedIn profile.
   */
  "linkedin-profile"?: string | null;
  /**
   * Facebook profile.
   */
  "facebook-profile"?: string | null;
  /**
   * A line about the candidate, 140 characters at the most.
   */
  pitch?: string | null;
  /**
   * The candidate works for the company.
   */
  internal?: boolean | null;
  /**
   * The candidate has connected with the company.
   */
  connected?: boolean | null;
  /**
   * The candidate wants no messages.
   */
  unsubscribed?: boolean | null;
  /**
   * Site the candidate came from.
   */
  "referring-site"?: string | null;
  /**
   * Address the candidate came from.
   */
  "referring-url"?: string | null;
  /**
   * Address of the resume, which Teamtailor fetches.
   */
  resume?: string | null;
  /**
   * The candidate was sourced, that is, did not apply.
   */
  sourced?: boolean | string | null;
  /**
   * Tags.
   */
  tags?: unknown[] | null;
  /**
   * With true the candidate of the same email address is updated.
   */
  merge?: boolean | null;
  /**
   * Until when the candidate is kept.
   */
  "set-consent-expiration"?: {
    [k: string]: unknown;
  };
  /**
   * The candidate is sent a welcome; only where it is created.
   */
  "send-welcome-message"?: boolean | null;
  [k: string]: unknown;
}

/**
 * A candidate as the Teamtailor API gives it, with its resume.
 */
export interface TeamtailorCandidate {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Always `candidates`.
   */
  type?: string;
  /**
   * Addresses of this resource.
   */
  links?: {
    /**
     * This candidate in the API.
     */
    self?: string;
    [k: string]: unknown;
  };
  /**
   * What is known of the candidate; which attributes there are depends on the API version and on the key.
   */
  attributes: {
    /**
     * The candidate has connected with the company.
     */
    connected?: boolean | null;
    /**
     * When the candidate was created: ISO 8601 with an offset.
     */
    "created-at"?: string | null;
    /**
     * When the candidate was last changed: ISO 8601 with an offset.
     */
    "updated-at"?: string | null;
    /**
     * Email address; unique unless the candidate was sourced.
     */
    email?: string | null;
    /**
     * First name.
     */
    "first-name"?: string | null;
    /**
     * Last name.
     */
    "last-name"?: string | null;
    /**
     * Phone number.
     */
    phone?: string | null;
    /**
     * Facebook identifier.
     */
    "facebook-id"?: string | null;
    /**
     * Facebook profile.
     */
    "facebook-profile"?: string | null;
    /**
     * LinkedIn identifier.
     */
    "linkedin-uid"?: string | null;
    /**
     * LinkedIn profile.
     */
    "linkedin-profile"?: string | null;
    /**
     * Address of the LinkedIn page.
     */
    "linkedin-url"?: string | null;
    /**
     * Address of a picture.
     */
    picture?: string | null;
    /**
     * A line about the candidate, 140 characters at the most.
     */
    pitch?: string | null;
    /**
     * The candidate works for the company.
     */
    internal?: boolean | null;
    /**
     * The candidate was referred by somebody.
     */
    referred?: boolean | null;
    /**
     * Site the candidate came from.
     */
    "referring-site"?: string | null;
    /**
     * Address the candidate came from.
     */
    "referring-url"?: string | null;
    /**
     * The candidate was sourced, that is, did not apply.
     */
    sourced?: boolean | null;
    /**
     * The candidate wants no messages.
     */
    unsubscribed?: boolean | null;
    /**
     * Signed address of the resume as PDF, valid for some seconds.
     */
    resume?: string | null;
    /**
     * Signed address of the resume as it was uploaded.
     */
    "original-resume"?: string | null;
    /**
     * Summary of the resume.
     */
    resume_summary?: string | null;
    /**
     * When the resume was last changed.
     */
    "resume-updated-at"?: string | null;
    /**
     * When the candidate agreed to be kept for future jobs.
     */
    "consent-future-jobs-at"?: string | null;
    /**
     * City.
     */
    city?: string | null;
    /**
     * Country.
     */
    country?: string | null;
    /**
     * Tags.
     */
    tags?: string[] | null;
    /**
     * Only written: until when the candidate is kept; some versions of the API repeat it.
     */
    "set-consent-expiration"?: {
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  /**
   * Links to related resources by name: `activities`, `department`, `role`, `regions`, `locations`, `job-applications`, `questions`, `answers`, `uploads`, `custom-field-values`, `partner-results`; newer versions of the API have more.
   */
  relationships?: {
    /**
     * Related resources, as JSON:API has them.
     */
    [k: string]: {
      /**
       * Where they are.
       */
      links?: {
        /**
         * The relationship itself.
         */
        self?: string | null;
        /**
         * The related resources.
         */
        related?: string | null;
        [k: string]: unknown;
      } | null;
      /**
       * Which they are; only where the request asks for them.
       */
      data?:
        | {
            /**
             * Type.
             */
            type?: string;
            /**
             * Identifier.
             */
            id?: string;
            [k: string]: unknown;
          }
        | {
            [k: string]: unknown;
          }[]
        | null;
      /**
       * Further facts.
       */
      meta?: {
        [k: string]: unknown;
      } | null;
    };
  };
  /**
   * The resume as a file; nothing when there is none.
   */
  resume?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

/**
 * A job as the Teamtailor API gives it, with its location.
 */
export interface TeamtailorJob {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Always `jobs`.
   */
  type?: string;
  /**
   * Addresses of this job.
   */
  links?: {
    /**
     * The job on the career site.
     */
    "careersite-job-url"?: string | null;
    /**
     * Where to apply.
     */
    "careersite-job-apply-url"?: string | null;
    /**
     * Where to apply, to be shown inside another page.
     */
    "careersite-job-apply-iframe-url"?: string | null;
    /**
     * The job for those who work for the company.
     */
    "careersite-job-internal-url"?: string | null;
    /**
     * This job in the API.
     */
    self?: string;
    [k: string]: unknown;
  };
  /**
   * What is known of the job.
   */
  attributes: {
    /**
     * Title.
     */
    title?: string | null;
    /**
     * Text of the advertisement, HTML.
     */
    body?: string | null;
    /**
     * A line about the job.
     */
    pitch?: string | null;
    /**
     * `open`, `draft`, `archived`, `unlisted` or `temp`.
     */
    status?: string | null;
    /**
     * Status as people see it.
     */
    "human-status"?: string | null;
    /**
     * The job is for employees.
     */
    internal?: boolean | null;
    /**
     * Name inside the company.
     */
    "internal-name"?: string | null;
    /**
     * The job is pinned.
     */
    pinned?: boolean | null;
    /**
     * When it was created, ISO 8601.
     */
    "created-at"?: string | null;
    /**
     * When it was changed, ISO 8601.
     */
    "updated-at"?: string | null;
    /**
     * Begin.
     */
    "start-date"?: string | null;
    /**
     * End.
     */
    "end-date"?: string | null;
    /**
     * Where to apply instead.
     */
    "external-application-url"?: string | null;
    /**
     * `none`, `temporary`, `hybrid` or `fully`.
     */
    "remote-status"?: string | null;
    /**
     * Language.
     */
    "language-code"?: string | null;
    /**
     * Currency of the salary.
     */
    currency?: string | null;
    /**
     * What the salary is paid for.
     */
    "salary-time-unit"?: string | null;
    /**
     * Smallest salary.
     */
    "min-salary"?: number | null;
    /**
     * Largest salary.
     */
    "max-salary"?: number | null;
    /**
     * Kind of employment.
     */
    "employment-type"?: string | null;
    /**
     * Level of employment.
     */
    "employment-level"?: string | null;
    /**
     * Mail address of the job.
     */
    mailbox?: string | null;
    /**
     * Mail address of the recruiter.
     */
    "recruiter-email"?: string | null;
    /**
     * Text of the button.
     */
    "apply-button-text"?: string | null;
    /**
     * Template.
     */
    "template-name"?: string | null;
    /**
     * Tags.
     */
    tags?: string[] | null;
    /**
     * Address of the picture, or addresses by size.
     */
    picture?:
      | string
      | {
          /**
           * In standard size.
           */
          standard?: string | null;
          /**
           * As a thumbnail.
           */
          thumb?: string | null;
          [k: string]: unknown;
        }
      | null;
    /**
     * Whether an application must hold a name: `required`, `optional` or `off`.
     */
    "name-requirement"?: string | null;
    /**
     * Whether an application must hold a resume: `required`, `optional` or `off`.
     */
    "resume-requirement"?: string | null;
    /**
     * Whether an application must hold a cover letter: `required`, `optional` or `off`.
     */
    "cover-letter-requirement"?: string | null;
    /**
     * Whether an application must hold a phone number: `required`, `optional` or `off`.
     */
    "phone-requirement"?: string | null;
    /**
     * Whether an application must hold further files: `required`, `optional` or `off`.
     */
    "additional-files-requirement"?: string | null;
    /**
     * Layout of the picture that is shared.
     */
    "sharing-image-layout"?: string | null;
    [k: string]: unknown;
  };
  /**
   * Links to related resources by name: `department`, `role`, `location`, `locations`, `user`, `questions`, `candidates`, `stages`, `custom-field-values`; newer versions of the API have more.
   */
  relationships?: {
    /**
     * Related resources, as JSON:API has them.
     */
    [k: string]: {
      /**
       * Where they are.
       */
      links?: {
        /**
         * The relationship itself.
         */
        self?: string | null;
        /**
         * The related resources.
         */
        related?: string | null;
        [k: string]: unknown;
      } | null;
      /**
       * Which they are; only where the request asks for them.
       */
      data?:
        | {
            /**
             * Type.
             */
            type?: string;
            /**
             * Identifier.
             */
            id?: string;
            [k: string]: unknown;
          }
        | {
            [k: string]: unknown;
          }[]
        | null;
      /**
       * Further facts.
       */
      meta?: {
        [k: string]: unknown;
      } | null;
    };
  };
  /**
   * Where the job is; null when no location is set.
   */
  location?: {
    /**
     * Identifier.
     */
    id?: string | null;
    /**
     * Always `locations`.
     */
    type?: string | null;
    /**
     * The place.
     */
    attributes?: {
      /**
       * Street and number.
       */
      address?: string | null;
      /**
       * City.
       */
      city?: string | null;
      /**
       * Country.
       */
      country?: string | null;
      /**
       * Postal code.
       */
      zip?: string | null;
      /**
       * Latitude in degrees, as text.
       */
      lat?: string | null;
      /**
       * Longitude in degrees, as text.
       */
      long?: string | null;
      /**
       * Name.
       */
      name?: string | null;
      /**
       * Mail address.
       */
      email?: string | null;
      /**
       * Phone number.
       */
      phone?: string | null;
      /**
       * The company has its headquarters here.
       */
      headquarters?: boolean | null;
      [k: string]: unknown;
    } | null;
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}
