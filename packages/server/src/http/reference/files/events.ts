import { EVENT_TYPES } from "@keywright/contract/management-api/events";
import { EVENTS } from "#http/reference/events.ts";

/** The page of every event type. */
export function eventsPage(): string {
  const rows = EVENT_TYPES.map((type) => `| \`${type}\` | ${EVENTS[type].when} | ${EVENTS[type].data} |`);
  return `# Events

Every change records what happened, in the same transaction: either both are stored or neither. An event names who did it,
when, and the ids of whatever it touches. It never holds a whole key or token.

| Event | What happened | Its data |
| --- | --- | --- |
${rows.join("\n")}
`;
}
