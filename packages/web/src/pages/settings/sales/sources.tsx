import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import type { SaleProviders } from "#data/api.gen.ts";
import type { Provider } from "#data/sales.ts";
import { SOURCES } from "#data/sources.ts";
import { Button } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";
import { counted } from "#parts/measure-words.ts";

/** How many orders came from where. */
export function Sources({ state, onConnect }: { state: SaleProviders; onConnect: (provider: Provider) => void }) {
  const id = useId();
  const count = (source: string) => state.orders.find((each) => each.source === source)?.count ?? 0;
  const inDays = (source: string) => `${counted(count(source), "order")} in 30\u00a0days`;
  return (
    <aside className="rail" aria-labelledby={id}>
      <h2 id={id}>Where orders come from</h2>
      <ul className="rows rows--rail">
        {state.providers.map(({ provider, connected }) => (
          <Row
            key={provider}
            name={SOURCES[provider]}
            about={connected || count(provider) > 0 ? inDays(provider) : "Not connected"}
          >
            {connected ? (
              <span className="badge badge--ok">
                <Icon of={IconCircleCheck} />
                Connected
              </span>
            ) : (
              <Button size="sm" aria-label={`Connect ${SOURCES[provider]}`} onClick={() => onConnect(provider)}>
                Connect
              </Button>
            )}
          </Row>
        ))}
        <Row name="API" about={inDays("api")}>
          <Link className="link s13" to="/settings/tokens">
            Tokens
          </Link>
        </Row>
        <Row name="By hand" about={inDays("manual")}>
          <Link className="link s13" to="/orders/new">
            New order
          </Link>
        </Row>
      </ul>
    </aside>
  );
}

function Row({ name, about, children }: { name: string; about: string; children: ReactNode }) {
  return (
    <li>
      <span>
        <b>{name}</b>
        <small>{about}</small>
      </span>
      <span>{children}</span>
    </li>
  );
}
