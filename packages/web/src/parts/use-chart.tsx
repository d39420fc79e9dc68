import { type KeyboardEvent, type PointerEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { nameOfDay, shortDay } from "#data/days.ts";

/** One day of use. */
export interface DayOfUse {
  /** `2026-11-24`, in UTC. */
  readonly day: string;
  readonly validations: number;
  readonly activated: number;
  readonly denied: number;
}

const WIDTH = 1056;
const LEFT = 36;
const RIGHT = 1048;
const LINE = { top: 16, bottom: 164 };
const BARS = { top: 212, bottom: 276 };

/** Validations as a line, activations and denied ones as bars, a day each. A pointer or the arrow keys tell a day exactly. */
export function UseChart({ days }: { days: readonly DayOfUse[] }) {
  const [at, setAt] = useState<number | null>(null);
  const pattern = useId();
  const slot = (RIGHT - LEFT) / days.length;
  const x = (place: number) => LEFT + slot * (place + 0.5);
  const most = niceTop(Math.max(...days.map(({ validations }) => validations)));
  const mostBars = niceTop(Math.max(...days.map(({ activated, denied }) => activated + denied)));
  const yOfLine = (value: number) => LINE.bottom - (value / most) * (LINE.bottom - LINE.top);
  const heightOfBar = (value: number) => (value / mostBars) * (BARS.bottom - BARS.top);
  const points = days.map(({ validations }, place) => `${round(x(place))} ${round(yOfLine(validations))}`);
  const last = days.length - 1;

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = Math.floor((((event.clientX - box.left) / box.width) * WIDTH - LEFT) / slot);
    setAt(place >= 0 && place <= last ? place : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -days.length, End: days.length };
    const step = steps[event.key];
    if (event.key === "Escape") return setAt(null);
    if (step === undefined) return;
    event.preventDefault();
    setAt(Math.min(last, Math.max(0, (at ?? (step < 0 ? days.length : -1)) + step)));
  };
  const figure = useRef<HTMLElement>(null);
  // On a phone it is wider than its frame: the last days are those that one came for.
  useLayoutEffect(() => figure.current?.scrollTo({ left: figure.current.scrollWidth, behavior: "instant" }), []);
  const shown = at === null ? undefined : days[at];
  const width = Math.min(14, slot * 0.6);
  return (
    <figure
      ref={figure}
      className="chart"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys tell each day, and on a phone it scrolls sideways.
      tabIndex={0}
      aria-label="Use per day"
      onKeyDown={onKeyDown}
      onBlur={() => setAt(null)}
    >
      <svg
        viewBox={`0 0 ${WIDTH} 308`}
        aria-hidden="true"
        onPointerMove={onPointerMove}
        onPointerLeave={() => setAt(null)}
      >
        <defs>
          <pattern id={pattern} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path className="deny" d="M1 0v4" fill="none" strokeWidth="1.6" />
          </pattern>
        </defs>
        <Axis {...LINE} most={most} isHalved />
        <path
          className="area"
          d={`M${points.join("L")}L${round(x(last))} ${LINE.bottom}L${round(x(0))} ${LINE.bottom}Z`}
        />
        {/* Today is not over yet. */}
        <path className="line" d={`M${points.slice(0, -1).join("L")}`} />
        <path className="line part" d={`M${points.slice(-2).join("L")}`} />
        <Axis {...BARS} most={mostBars} />
        {days.map(({ day, activated, denied }, place) => {
          const height = heightOfBar(activated);
          const more = heightOfBar(denied);
          return (
            <g key={day}>
              {activated > 0 && (
                <rect
                  className={`bar ${place === at ? "at" : ""}`}
                  x={round(x(place) - width / 2)}
                  y={round(BARS.bottom - height)}
                  width={round(width)}
                  height={round(height)}
                  rx={1.5}
                />
              )}
              {denied > 0 && (
                <rect
                  className="deny"
                  fill={`url(#${pattern})`}
                  x={round(x(place) - width / 2 + 0.5)}
                  y={round(BARS.bottom - height - 2 - Math.max(2, more - 2))}
                  width={round(width - 1)}
                  height={round(Math.max(2, more - 2))}
                  rx={1}
                />
              )}
            </g>
          );
        })}
        {ticksOf(days.length).map((place) => (
          <text
            key={place}
            x={round(x(place))}
            y="300"
            textAnchor={place === last ? "end" : "middle"}
            dx={place === last ? slot / 2 : 0}
          >
            {place === last ? "Today" : shortDay(days[place]?.day ?? "")}
          </text>
        ))}
        {at !== null && shown && (
          <>
            <line className="rule" x1={x(at)} x2={x(at)} y1={LINE.top} y2={BARS.bottom} />
            <circle className="pt" cx={x(at)} cy={yOfLine(shown.validations)} r="4" />
          </>
        )}
      </svg>
      {at !== null && shown && <Tip day={shown} place={x(at) / WIDTH} />}
      <DaysInWords days={days} shown={shown} />
    </figure>
  );
}

function Axis({
  top,
  bottom,
  most,
  isHalved = false,
}: {
  top: number;
  bottom: number;
  most: number;
  isHalved?: boolean;
}) {
  const lines = isHalved && most > 1 ? [0, most / 2, most] : [0, most];
  return lines.map((value) => {
    const y = bottom - (value / most) * (bottom - top);
    return (
      <g key={value}>
        <line className={value === 0 ? "base" : "grid"} x1={LEFT} x2={RIGHT} y1={y} y2={y} />
        <text x="0" y={y + 4}>
          {short(value)}
        </text>
      </g>
    );
  });
}

function Tip({ day, place }: { day: DayOfUse; place: number }) {
  const side = place > 0.6 ? { right: `calc(${(1 - place) * 100}% + 20px)` } : { left: `calc(${place * 100}% + 40px)` };
  return (
    <div className="tip" aria-hidden="true" style={{ ...side, top: 112 }}>
      <p>{nameOfDay(day.day)}</p>
      <div>
        <span className="swatch swatch--line" />
        Validations<b>{day.validations.toLocaleString("en")}</b>
      </div>
      <div>
        <span className="swatch swatch--bar" />
        Activations<b>{day.activated.toLocaleString("en")}</b>
      </div>
      <div>
        <span className="swatch swatch--deny" />
        Denied<b>{day.denied.toLocaleString("en")}</b>
      </div>
    </div>
  );
}

/** The same for who does not see it: the day that the arrow keys chose, and all of them as a table. */
function DaysInWords({ days, shown }: { days: readonly DayOfUse[]; shown: DayOfUse | undefined }) {
  return (
    <div className="vh">
      <p role="status">
        {shown &&
          `${nameOfDay(shown.day)}: ${shown.validations} validations, ${shown.activated} activations, ${shown.denied} denied`}
      </p>
      <table>
        <caption>Validations and activations per day, in UTC</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Validations</th>
            <th scope="col">Activations</th>
            <th scope="col">Denied</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, validations, activated, denied }) => (
            <tr key={day}>
              <th scope="row">{nameOfDay(day)}</th>
              <td>{validations}</td>
              <td>{activated}</td>
              <td>{denied}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Every seventh day, or about five of many, back from today. */
function ticksOf(count: number): number[] {
  const step = count <= 10 ? 1 : count <= 31 ? 7 : 21;
  const ticks: number[] = [];
  for (let place = count - 1; place >= 0; place -= step) ticks.unshift(place);
  return ticks;
}

/** The next round number above: 1, 2, 4 or 5 and zeros. */
function niceTop(value: number): number {
  if (value <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 10].map((factor) => factor * power).find((top) => top >= value) ?? 10 * power;
}

function short(value: number): string {
  if (value >= 1_000_000) return `${value / 1_000_000}M`;
  return value >= 1000 ? `${value / 1000}k` : String(value);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
