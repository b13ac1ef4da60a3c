/** The two sources of the simulated HrFlow.ai: one parses at once, the other later. */

export interface Source {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly syncParsing: boolean;
}

const owner = {
  id: 16,
  email: "sandbox@example.org",
  pseudo: "sandbox",
  firstName: null,
  lastName: null,
  avatarUrl: "/images/user.png",
  locale: "english",
  position: null,
  phone: null,
};

/** What a profile says of its source. */
export function sourceBrief({ key, name }: Source): object {
  return { key, name, type: "api", subtype: "python", environment: "production" };
}

/** The source itself; `size` is the number of its profiles, given when it was asked for. */
export function sourceObject(source: Source, size: number | undefined): object {
  return {
    id: source.id,
    key: source.key,
    name: source.name,
    description: null,
    type: "api",
    subtype: "python",
    environment: "production",
    private: false,
    disable: false,
    status: true,
    sync_parsing: source.syncParsing,
    archive: null,
    archived_at: null,
    members: [owner.email],
    notification: false,
    consent: false,
    consent_url: null,
    ...(size === undefined ? {} : { stats: { size: String(size) } }),
    user: owner,
    updated_at: "2024-01-09T17:51:36+0000",
    created_at: "2023-09-01T08:12:03+0000",
  };
}
