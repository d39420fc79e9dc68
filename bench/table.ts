import type { Measured } from "./compare.ts";
import type { Figure, Row } from "./figure.ts";

/* The figures as people read them. */

export interface Line {
  readonly row: Row;
  readonly figure: Figure;
}

const HEADINGS = ["", "figure", "at least", "aim", "", "requests/s", "p50 ms", "p99 ms", "CPU s/1000", "memory MB"];

/** A table with two lines for what is compared: Keywright's, and the yardstick's below it. */
export function drawTable(lines: readonly Line[]): string {
  const cells = [HEADINGS, ...lines.flatMap(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => (line[column] ?? "").length)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => pad(cell, widths[column] ?? 0, column))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Whether the figure is what must be reached; null when it was not measured. */
export function isReached({ row, figure }: Line): boolean | null {
  if (figure.value === null) return null;
  return isMoreBetter(row) ? figure.value >= row.goal.enough : figure.value <= row.goal.enough;
}

function isMoreBetter({ unit }: Row): boolean {
  return unit === "of the yardstick";
}

function cellsOf(line: Line): string[][] {
  const { row, figure } = line;
  const { comparison } = figure;
  const bound = (value: number) => `${isMoreBetter(row) ? "" : "≤ "}${value}${suffix(row)}`;
  const value = figure.value === null ? "–" : `${digits(figure.value)}${suffix(row)}`;
  const reached = isReached(line);
  const verdict = [reached === null ? null : reached ? "reached" : "not reached", figure.note]
    .filter(Boolean)
    .join(", ");
  const keywright = comparison?.keywright ?? figure.keywright;
  const first = [row.says, value, bound(row.goal.enough), bound(row.goal.aim), verdict, ...measuredCells(keywright)];
  return comparison === undefined
    ? [first]
    : [first, ["  the yardstick", "", "", "", "", ...measuredCells(comparison.bare)]];
}

function measuredCells(measured: Measured | undefined): string[] {
  if (measured === undefined) return [];
  const { requestsPerSecond, p50Ms, p99Ms, cpuSecondsPer1000, residentMb } = measured;
  return [
    Math.round(requestsPerSecond).toLocaleString("en"),
    digits(p50Ms),
    digits(p99Ms),
    cpuSecondsPer1000 === null ? "?" : cpuSecondsPer1000.toFixed(4),
    residentMb === null ? "?" : residentMb.toFixed(0),
  ];
}

function suffix({ unit }: Row): string {
  return unit === "of the yardstick" ? "" : unit === "times" ? " ×" : ` ${unit}`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 || column === 4 ? cell.padEnd(width) : cell.padStart(width);
}
