import { DatePicker } from "@mantine/dates";
import { useState } from "react";
import { dateOf } from "#data/moments.ts";
import { afterMonths, atTimeOf, calendarDayOf } from "#pages/licenses/expiry-dates.ts";
import { Button } from "#parts/button.tsx";

const SHORTCUTS = [
  { label: "+1 month", months: 1 },
  { label: "+3 months", months: 3 },
  { label: "+1 year", months: 12 },
];
const TODAY = "Today";

const WORDS = {
  nextMonth: "Next month",
  previousMonth: "Previous month",
  nextYear: "Next year",
  previousYear: "Previous year",
  nextDecade: "Next decade",
  previousDecade: "Previous decade",
  monthLevelControl: "Choose a month",
  yearLevelControl: "Choose a year",
};

interface ExpiryCalendarProps {
  readonly value: string;
  /** From when the shortcuts count. */
  readonly ground: string;
  readonly onChange: (iso: string) => void;
}

/** The day of an expiry: a calendar, and the days that are chosen most. A chosen day keeps the time that it began with. */
export function ExpiryCalendar({ value, ground, onChange }: ExpiryCalendarProps) {
  const [start] = useState(value);
  const [shown, setShown] = useState(() => calendarDayOf(value));
  const [pressed, setPressed] = useState("");
  const take = (iso: string, by: string) => {
    setShown(calendarDayOf(iso));
    setPressed(by);
    onChange(iso);
  };
  return (
    <>
      <fieldset className="quick quick--4">
        <legend className="vh">Shortcuts</legend>
        {SHORTCUTS.map(({ label, months }) => (
          <Button key={label} aria-pressed={pressed === label} onClick={() => take(afterMonths(ground, months), label)}>
            {label}
          </Button>
        ))}
        <Button
          aria-pressed={pressed === TODAY}
          onClick={() => take(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(), TODAY)}
        >
          {TODAY}
        </Button>
      </fieldset>
      <div className="cal">
        <DatePicker
          fullWidth
          highlightToday
          value={calendarDayOf(value)}
          date={shown}
          onDateChange={setShown}
          minDate="1970-01-02"
          maxDate="9999-12-30"
          onChange={(day) => day && take(atTimeOf(day, start), "")}
          ariaLabels={WORDS}
          getDayProps={(day) => ({ "aria-label": dateOf(atTimeOf(day, start)).replaceAll("\u00a0", " ") })}
        />
      </div>
    </>
  );
}
