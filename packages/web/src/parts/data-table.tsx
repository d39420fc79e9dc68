import { Link, type LinkProps } from "@tanstack/react-router";
import type { CSSProperties, ReactNode } from "react";
import type { List } from "#data/list.ts";
import { Button } from "#parts/button.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Skeleton } from "#parts/skeleton.tsx";

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Where the cell stands in the card of a row on the phone, `"1 / 2"` = first line, second column; left out = not there. */
  readonly at?: string;
  /** Numbers and times keep to one line. */
  readonly nowrap?: boolean;
  /** The heading is there for who does not see the table, such as "Action". */
  readonly quiet?: boolean;
  /** On the phone, the heading stands above the cell. */
  readonly labelled?: boolean;
}

interface DataTableProps<Row> {
  /** What the rows are: "Licenses". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly list: List<Row>;
  readonly keyOf: (row: Row) => string;
  /** Where a row leads. Its first cell is the link, and the whole row opens it. */
  readonly linkOf?: (row: Row) => LinkProps;
  /** What stands there when the list is empty. */
  readonly empty: ReactNode;
  /** In a card, as on a page of one thing. */
  readonly boxed?: boolean;
  /** "Newest first". */
  readonly order?: string;
}

/** A list as a table; on the phone each row is a card. Loading, empty, refused and "Show more" are part of it. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, list, keyOf, linkOf, empty, boxed = false, order } = props;
  if (list.problem !== null && list.items.length === 0)
    return <ProblemState problem={list.problem} again={list.again} />;
  if (!list.isPending && list.items.length === 0) return <>{empty}</>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it sideways by the keyboard. */}
      <section className={`scroll ${boxed ? "card" : "scroll--list"}`} aria-label={label} tabIndex={0}>
        <table
          className={`table table--cards ${boxed ? "table--box" : ""} ${linkOf ? "table--go" : ""}`}
          aria-busy={list.isPending}
        >
          <thead>
            <tr>
              {columns.map(({ name, quiet }) => (
                <th key={name} scope="col">
                  {quiet ? <span className="vh">{name}</span> : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className={list.isPending ? "skels" : ""}>
            {list.isPending ? (
              <SkeletonRows columns={columns.length} />
            ) : (
              list.items.map((row) => <TableRow key={keyOf(row)} row={row} columns={columns} link={linkOf?.(row)} />)
            )}
          </tbody>
        </table>
      </section>
      {(!boxed || list.hasMore) && <ShowMore list={list} order={order} />}
    </>
  );
}

function TableRow<Row>({
  row,
  columns,
  link,
}: {
  row: Row;
  columns: readonly Column<Row>[];
  link: LinkProps | undefined;
}) {
  return (
    <tr>
      {columns.map(({ name, cell, at, nowrap, labelled }, place) => (
        <td
          key={name}
          className={nowrap ? "nowrap" : undefined}
          style={{ "--at": at } as CSSProperties}
          data-end={at?.endsWith("2") ? "" : undefined}
          data-label={labelled ? name : undefined}
          data-hidden={at === undefined ? "" : undefined}
        >
          {place === 0 && link ? (
            <Link {...link} className="go">
              {cell(row)}
            </Link>
          ) : (
            cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

function SkeletonRows({ columns }: { columns: number }) {
  const widths = [88, 128, 96, 80, 72, 64];
  return Array.from({ length: 5 }, (_, row) => (
    <tr key={row}>
      {Array.from({ length: columns }, (_, column) => (
        <td key={column}>
          <Skeleton width={widths[(row + column) % widths.length] ?? 80} />
        </td>
      ))}
    </tr>
  ));
}

/** How much of a list is shown, and the button that reads on. @param order "Newest first" */
export function ShowMore<Row>({ list, order }: { list: List<Row>; order?: string | undefined }) {
  if (list.items.length === 0) return null;
  const shown = `${list.items.length}${list.hasMore ? "" : " in all"}`;
  return (
    <div className="paging">
      <span aria-live="polite">{order === undefined ? `${shown} shown` : `${order}, ${shown} shown`}</span>
      {list.hasMore && (
        <Button onClick={list.more} busy={list.isLoadingMore} busyLabel="Loading">
          Show more
        </Button>
      )}
    </div>
  );
}
