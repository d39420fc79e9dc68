/** One thing that was looked at: how it stands, and what mends it. */
export interface Finding {
  readonly what: string;
  readonly state: "ok" | "note" | "wrong";
  readonly text: string;
}
