import { parseArgs } from "node:util";
import { type Bench, FULL, QUICK } from "./bench.ts";
import type { Figure } from "./figure.ts";
import { startLoadGenerator } from "./load-generator.ts";
import { keepResult } from "./results.ts";
import { ROWS } from "./rows.ts";
import { drawTable, isReached, type Line } from "./table.ts";

/*
 * `npm run bench [-- --quick] [--only NAME] [--sync-ms N]`: how fast Keywright is, beside a bare server that answers the same bytes.
 * How it is measured and what the figures mean: docs/performance.md.
 */

/** Of one processor. A load generator that has less left over may be what limits. */
const BUSY = 0.9;

const HELP = `npm run bench -- [--quick] [--only ROW] [--sync-ms N]

  --quick       less data and shorter rounds; within a minute
  --only ROW    this row alone; may be given several times: ${ROWS.map(({ name }) => name).join(", ")}
  --sync-ms N   as if each commit took the disk N milliseconds longer
`;

const values = readWords();
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const syncMs = values["sync-ms"];
if (syncMs !== undefined) process.env.BENCH_SYNC_MS = syncMs;
const unknown = values.only?.filter((name) => !ROWS.some((row) => row.name === name)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(`There is no row ${unknown.join(", ")}. There are ${ROWS.map((row) => row.name).join(", ")}.\n`);
  process.exit(2);
}

const bench: Bench = { load: startLoadGenerator(), scale: values.quick ? QUICK : FULL };
const lines: Line[] = [];
try {
  for (const row of ROWS.filter(({ name }) => values.only?.includes(name) ?? true)) {
    process.stderr.write(`${row.says} …\n`);
    const figure = await row.measure(bench);
    warn(figure);
    lines.push({ row, figure });
  }
} finally {
  bench.load.stop();
}
process.stdout.write(`\n${drawTable(lines)}\n\n`);
const measured = lines.map((line) => ({
  name: line.row.name,
  unit: line.row.unit,
  ...line.row.goal,
  ...line.figure,
  reached: isReached(line),
}));
const kind =
  [values.quick && "quick", syncMs && `sync-${Number(syncMs)}ms`, ...(values.only ?? [])].filter(Boolean).join("-") ||
  "full";
process.stdout.write(`Written to ${keepResult(kind, { scale: bench.scale, rows: measured })}.\n`);

function readWords() {
  try {
    return parseArgs({
      options: {
        quick: { type: "boolean" },
        only: { type: "string", multiple: true },
        "sync-ms": { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exit(2);
  }
}

/** A figure that the load generator limits, or that somebody else on the machine limits, is none of the server's. */
function warn({ comparison }: Figure): void {
  for (const [name, measured] of Object.entries({ yardstick: comparison?.bare, Keywright: comparison?.keywright })) {
    if (measured === undefined) continue;
    const { serverCores, loadCores } = measured;
    const busier = serverCores !== null && loadCores > serverCores;
    if (loadCores > BUSY || busier)
      process.stderr.write(
        `  Careful: against ${name} the load generator took ${loadCores.toFixed(2)} of a processor, the server ${serverCores?.toFixed(2) ?? "?"}.\n`,
      );
  }
}
