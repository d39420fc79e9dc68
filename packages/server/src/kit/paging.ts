/** Which page of a list: at most `limit` items, those older than the id `before`. Every list shows the newest first. */
export interface PageRequest {
  readonly limit: number;
  readonly before: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The id that the next page starts behind; null at the end. */
  readonly next: string | null;
}

/** Makes a page of rows that were asked for with one more than the limit, which tells whether there is a next page. */
export function toPage<Row extends { id: string }, T>(
  rows: readonly Row[],
  { limit }: PageRequest,
  item: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  return { items: shown.map(item), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}
