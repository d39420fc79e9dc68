import type { Growth } from "./growth-result.ts";

/* The picture of cost over size. Its colours are readable on white and on black, and its background is the page's. */

const WIDTH = 720;
const HEIGHT = 320;
const MARGIN = { left: 64, right: 110, top: 32, bottom: 48 };
const INK = "#7d8590";
const CURVES = [
  { name: "p99", color: "#d97706", value: (point: Growth["points"][number]) => point.steady.p99Ms },
  { name: "p50", color: "#2f81f7", value: (point: Growth["points"][number]) => point.steady.p50Ms },
];

/** Draws the latency of a validation over the number of licenses, which stands on a logarithmic axis. */
export function drawGrowth({ points, perSecond }: Growth): string {
  const sizes = points.map((point) => Math.log10(point.licenses));
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const step = niceStep(Math.max(...points.map((point) => point.steady.p99Ms)) / 4);
  const top = step * Math.ceil(Math.max(...points.map((point) => point.steady.p99Ms)) / step + 0.2);
  const x = (licenses: number) =>
    MARGIN.left + ((Math.log10(licenses) - least) / (most - least || 1)) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (ms: number) => HEIGHT - MARGIN.bottom - (ms / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);

  const lines: string[] = [
    text(16, MARGIN.top - 14, `Time of a validation, ${perSecond.toLocaleString("en")} a second, in ms`, "start"),
  ];
  for (let ms = 0; ms <= top + step / 2; ms += step) {
    lines.push(rule(y(ms)), text(MARGIN.left - 8, y(ms) + 4, Number(ms.toPrecision(3)).toString(), "end"));
  }
  for (const { licenses } of points)
    lines.push(text(x(licenses), HEIGHT - MARGIN.bottom + 20, licenses.toLocaleString("en"), "middle"));
  lines.push(text(MARGIN.left, HEIGHT - 8, "licenses in the database", "start"));
  for (const { name, color, value } of CURVES) {
    const path = points.map((point) => `${x(point.licenses).toFixed(1)},${y(value(point)).toFixed(1)}`);
    lines.push(`<polyline points="${path.join(" ")}" fill="none" stroke="${color}" stroke-width="2"/>`);
    for (const place of path) {
      const [cx, cy] = place.split(",");
      lines.push(`<circle cx="${cx}" cy="${cy}" r="3.5" fill="${color}"/>`);
    }
    const last = points.at(-1);
    if (last === undefined) continue;
    const label = `${name} ${value(last).toPrecision(3)} ms`;
    lines.push(text(x(last.licenses) + 10, y(value(last)) + 4, label, "start", color));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12">
<title>Time of a validation over the number of licenses</title>
${lines.join("\n")}
</svg>
`;
}

function text(x: number, y: number, words: string, anchor: "start" | "middle" | "end", color = INK): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${color}">${words}</text>`;
}

function rule(y: number): string {
  const end = WIDTH - MARGIN.right;
  return `<line x1="${MARGIN.left}" x2="${end}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" stroke="${INK}" stroke-opacity="0.3"/>`;
}

/** 1, 2 or 5 times a power of ten: the least that is not below. */
function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return power * ([1, 2, 5].find((factor) => factor * power >= atLeast) ?? 10);
}
