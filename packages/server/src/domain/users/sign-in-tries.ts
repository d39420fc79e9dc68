/** What tries to sign in are counted by. */
export type TriedBy = "address" | "account" | "browser";

/** For how long tries count, from the first on. */
export const TRIES_COUNT_FOR = { minutes: 15 } as const;

/**
 * How many tries that fail there may be meanwhile. By address: an office, whose people mistype. By account, from all
 * browsers together in which its user has never signed in: so a password is not found by asking from many addresses. By
 * browser in which they have: strangers can use up the others' tries, and never these.
 */
export const MOST_TRIES_BY: Readonly<Record<TriedBy, number>> = { address: 60, account: 20, browser: 10 };
