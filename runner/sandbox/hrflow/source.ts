/** Where the simulated HrFlow.ai keeps things: sources that parse at once or later, and boards. */

export interface Board {
  readonly id: number;
  readonly key: string;
  readonly name: string;
}

export interface Source extends Board {
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

/** What a profile says of its source, and a job of its board. */
export function sourceBrief({ key, name }: Board): object {
  return { key, name, type: "api", subtype: "python", environment: "production" };
}

/** The source itself; `size` is the number of its profiles, given when it was asked for. */
export function sourceObject(source: Source, size: number | undefined): object {
  return {
    ...head(source),
    sync_parsing: source.syncParsing,
    archive: null,
    archived_at: null,
    members: [owner.email],
    notification: false,
    consent: false,
    consent_url: null,
    ...tail(size),
  };
}

/** The board itself; `size` is the number of its jobs, given when it was asked for. */
export function boardObject(board: Board, size: number | undefined): object {
  return { ...head(board), archive: null, archived_at: null, members: [owner.email], ...tail(size) };
}

function head({ id, key, name }: Board): object {
  return {
    id,
    key,
    name,
    description: null,
    type: "api",
    subtype: "python",
    environment: "production",
    private: false,
    disable: false,
    status: true,
  };
}

function tail(size: number | undefined): object {
  return {
    ...(size === undefined ? {} : { stats: { size: String(size) } }),
    user: owner,
    updated_at: "2024-01-09T17:51:36+0000",
    created_at: "2023-09-01T08:12:03+0000",
  };
}
