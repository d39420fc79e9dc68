import { IconCode, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Token } from "#data/api.gen.ts";
import { useRevokeToken, useTokens } from "#data/tokens.ts";
import { NewToken } from "#pages/settings/tokens/new.tsx";
import { SCOPES } from "#pages/settings/tokens/words.ts";
import { Allowed } from "#parts/allowed.tsx";
import { Button } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { ConfirmDialog } from "#parts/dialog.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { Section } from "#parts/section.tsx";
import { SettingsHeader } from "#parts/settings-header.tsx";
import { toast } from "#parts/toast.tsx";
import { useLast } from "#parts/use-last.ts";
import { useNow } from "#parts/use-now.ts";
import { DateAndDistance, DistanceAndTime, OnDate, When } from "#parts/when.tsx";

/** What lets other systems in: created with a name, what it may do, of which product and for how long; shown once, revoked. */
export function Page() {
  const tokens = useTokens();
  const [isCreating, setIsCreating] = useState(false);
  const [revoked, setRevoked] = useState<Token | null>(null);
  const columns: Column<Token>[] = [
    { name: "Name", at: "1 / 1", cell: ({ name }) => <b className="breaks">{name}</b> },
    {
      name: "Allowed to",
      at: "2 / 1",
      labelled: true,
      cell: ({ scope }) => SCOPES.find((each) => each.scope === scope)?.name,
    },
    {
      name: "Product",
      at: "2 / 2",
      labelled: true,
      cell: ({ product }) => <span className="breaks">{product?.name ?? "All products"}</span>,
    },
    {
      name: "Last used",
      at: "3 / 1",
      labelled: true,
      cell: ({ lastUsedAt, createdAt }) =>
        lastUsedAt === null ? <NeverUsed since={createdAt} /> : <DistanceAndTime at={lastUsedAt} />,
    },
    {
      name: "Expires",
      at: "3 / 2",
      labelled: true,
      nowrap: true,
      cell: ({ expiresOn }) => (expiresOn === null ? "Never expires" : <Ends at={expiresOn} />),
    },
    {
      name: "Action",
      at: "1 / 2",
      quiet: true,
      cell: (token) => (
        <span className="row-act">
          <Button look="quiet-bad" size="sm" aria-label={`Revoke ${token.name}`} onClick={() => setRevoked(token)}>
            Revoke
          </Button>
        </span>
      ),
    },
  ];
  const isEmpty = !tokens.isPending && tokens.items.length === 0;
  const newToken = (
    <Allowed to="admin">
      <Button look="main" icon={IconPlus} onClick={() => setIsCreating(true)}>
        New token
      </Button>
    </Allowed>
  );
  return (
    <>
      <SettingsHeader name="API tokens" />
      <Section
        title="API tokens"
        {...(!tokens.isPending && !tokens.hasMore && !isEmpty && { count: tokens.items.length })}
        aside={!isEmpty && newToken}
      >
        <DataTable
          label="List of tokens"
          boxed
          columns={columns}
          list={tokens}
          keyOf={({ id }) => id}
          order="Newest first"
          empty={
            <div className="card">
              <EmptyState icon={IconCode} title="No tokens yet" actions={newToken}>
                A token lets your shop place orders, and your own tools read and change licenses.
              </EmptyState>
            </div>
          }
        />
        <p className="hint hint--below">
          Your application needs no token to activate and validate. If it carries one, let it be of the kind that may do
          that alone.{" "}
          <a className="link" href="/api/docs" target="_blank" rel="noreferrer">
            How to use one
          </a>
        </p>
      </Section>
      <NewToken opened={isCreating} onClose={() => setIsCreating(false)} />
      <RevokeToken token={revoked} onClose={() => setRevoked(null)} />
    </>
  );
}

const SOON_MS = 30 * 86_400_000;

/** When a token ends, marked once that is near or has come. */
function Ends({ at }: { at: string }) {
  const left = Date.parse(at) - useNow();
  if (left > SOON_MS) return <DateAndDistance at={at} />;
  return (
    <>
      <span className="due">{left > 0 ? <OnDate at={at} /> : "Expired"}</span>
      <small>
        <When at={at} />
      </small>
    </>
  );
}

function NeverUsed({ since }: { since: string }) {
  return (
    <>
      Never used
      <small>
        created <OnDate at={since} />
      </small>
    </>
  );
}

function RevokeToken({ token, onClose }: { token: Token | null; onClose: () => void }) {
  const revoke = useRevokeToken();
  const shown = useLast(token);
  const close = () => {
    onClose();
    revoke.reset();
  };
  return (
    <ConfirmDialog
      opened={token !== null}
      onClose={close}
      title="Revoke token"
      about={shown?.name}
      verb="Revoke token"
      busyVerb="Revoking"
      wayOut="Keep token"
      danger
      busy={revoke.isPending}
      problem={revoke.error}
      onSubmit={() =>
        token &&
        revoke.mutate(token.id, {
          onSuccess: () => {
            close();
            toast(`Token ${token.name} revoked`);
          },
        })
      }
      warning={
        <>
          Whatever uses it is <b>refused at once</b>. This can’t be undone; a new token takes its place.
        </>
      }
    />
  );
}
