import { IconCheck, IconHourglass, IconMail, IconMailOff, IconMailX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Mail } from "#data/api.gen.ts";
import { type MailFilters, useMailServer, useMails, useResend } from "#data/mails.ts";
import { fateOf, nameOf } from "#pages/settings/email/words.ts";
import { Allowed } from "#parts/allowed.tsx";
import { Button } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { Icon } from "#parts/icon.tsx";
import { Section } from "#parts/section.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { toast } from "#parts/toast.tsx";
import { useFilters } from "#parts/use-filters.ts";
import { DistanceAndTime } from "#parts/when.tsx";

const STATES = {
  sent: { icon: IconCheck, tone: "", word: "Delivered" },
  waiting: { icon: IconHourglass, tone: "", word: "Waiting" },
  failed: { icon: IconMailX, tone: "badge--bad", word: "Returned" },
  unsent: { icon: IconMailOff, tone: "", word: "Not sent" },
};

/** Every mail of the last months, and what became of it. */
export function Outbox() {
  const { filters, set } = useFilters(["outbox"]);
  const state = filters.outbox in STATES ? (filters.outbox as Mail["state"]) : "";
  const list = useMails(state === "" ? {} : ({ state } as MailFilters));
  const { data: server } = useMailServer();
  const resend = useResend();
  const send = (mail: Mail) =>
    resend.mutate(mail, {
      onSuccess: () => toast(`${nameOf(mail.kind)} to ${mail.recipient} is on its way`),
      onError: ({ message }) => toast(message),
    });
  const columns: Column<Mail>[] = [
    {
      name: "Mail",
      at: "1 / 1",
      cell: ({ kind, recipient, licenseId }) => (
        <>
          {licenseId === null ? (
            <b>{nameOf(kind)}</b>
          ) : (
            <Link className="link-b" to="/licenses/$id" params={{ id: licenseId }}>
              <b>{nameOf(kind)}</b>
            </Link>
          )}
          <small className="mail-to">{recipient ?? "nobody"}</small>
        </>
      ),
    },
    { name: "What happened", at: "2 / 1", cell: (mail) => <span className="breaks">{fateOf(mail)}</span> },
    {
      name: "When",
      at: "3 / 1",
      nowrap: true,
      cell: ({ settledOn, createdAt }) => <DistanceAndTime at={settledOn ?? createdAt} />,
    },
    {
      name: "State",
      at: "1 / 2",
      cell: (mail) => {
        const { icon, tone, word } = STATES[mail.state];
        return (
          <span className={`badge ${tone}`}>
            <Icon of={icon} />
            {word}
          </span>
        );
      },
    },
    {
      name: "Action",
      at: "3 / 2",
      quiet: true,
      cell: (mail) => (
        <Allowed to="support">
          <Act mail={mail} busy={resend.isPending} onSend={send} />
        </Allowed>
      ),
    },
  ];
  const count = (number: number | undefined) =>
    number === undefined || number === 0 ? null : <span className="num t3">{number >= 1000 ? "999+" : number}</span>;
  return (
    <Section
      title="Outbox"
      aside={
        <Segmented
          label="Show"
          size="sm"
          options={[
            { value: "", label: "All" },
            { value: "waiting", label: <>Waiting {count(server?.waiting)}</> },
            { value: "failed", label: <>Returned {count(server?.returned)}</> },
          ]}
          value={state}
          onChange={(outbox) => set({ outbox })}
        />
      }
    >
      <DataTable
        label="List of mails"
        boxed
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        order="Newest first"
        empty={
          <div className="card">
            <EmptyState icon={IconMail} title={state === "" ? "No mails yet" : "None of them"}>
              {state === ""
                ? "A mail stands here from the purchase that it tells of until 90\u00a0days later."
                : "Mails that stand so are shown here."}
            </EmptyState>
          </div>
        }
      />
      <p className="hint hint--below">
        Delivered means that the mail server has taken it. What comes back later goes to the sender’s mailbox.
      </p>
    </Section>
  );
}

function Act({ mail, busy, onSend }: { mail: Mail; busy: boolean; onSend: (mail: Mail) => void }) {
  const { state, canBeSentAgain, lastError, kind, recipient } = mail;
  const verb = state === "waiting" && lastError !== null ? "Send now" : canBeSentAgain ? "Send again" : null;
  if (verb === null) return null;
  return (
    <span className="row-act">
      <Button
        size="sm"
        disabled={busy}
        aria-label={`${verb}: ${nameOf(kind)} to ${recipient ?? "nobody"}`}
        onClick={() => onSend(mail)}
      >
        {verb}
      </Button>
    </span>
  );
}
