/** What a caller may do, from least to most. Each includes those before it. */
export const SCOPES = ["license", "read", "support", "write", "admin", "owner"] as const;

/** Those that a token can have. People alone look after people, so that no token lets somebody in who outlives it. */
export const TOKEN_SCOPES = ["license", "read", "write", "admin"] as const satisfies readonly (typeof SCOPES)[number][];

/** What users are, from most to least. */
export const ROLES = ["owner", "admin", "support", "read_only"] as const;
