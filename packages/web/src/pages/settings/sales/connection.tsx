import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { SaleProviders } from "#data/api.gen.ts";
import { GUIDES } from "#pages/settings/sales/providers.ts";
import { ButtonLink } from "#parts/button.tsx";
import { CopyButton } from "#parts/copy-button.tsx";
import { Icon } from "#parts/icon.tsx";
import { counted } from "#parts/measure-words.ts";
import { Section } from "#parts/section.tsx";
import { AtTime } from "#parts/when.tsx";

/** How a provider is connected, step by step, with what is done already. @param plans how many there are */
export function Connection({ state, plans }: { state: SaleProviders["providers"][number]; plans: number }) {
  const { provider, connected, canAsk, plansNaming, lastEventAt } = state;
  const { name, path, where, events, variable, metadata } = GUIDES[provider];
  const address = `${window.location.origin}${path}`;
  return (
    <Section title={connected ? `How ${name} is connected` : `Connect ${name}`}>
      <div className="card">
        <ol className="steps">
          <Step number={1} done={lastEventAt !== null} title={`Add this address at ${name}`}>
            <p>{where}. Choose the events below.</p>
            <div className="code">
              <div className="code-h">
                <span className="mono s13 breaks code-n">{address}</span>
                <CopyButton text={address} what={`Copy the address for ${name}`} />
              </div>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by the keyboard. */}
              <section aria-label="Events" tabIndex={0} className="code-s">
                <pre>{events.join("\n")}</pre>
              </section>
            </div>
          </Step>
          <Step number={2} done={connected} title="Give the signing secret to Keywright">
            <p>
              {connected ? (
                <>
                  <span className="mono">{variable}</span> is set
                </>
              ) : (
                <>
                  Set <span className="mono">{variable}</span> to the secret that {name} shows for the address, and
                  start Keywright again.
                </>
              )}
            </p>
          </Step>
          <Step
            number={3}
            done={plansNaming > 0 || (connected && lastEventAt !== null)}
            title="Say which plan a sale is for"
            act={
              <ButtonLink to="/products" size="sm">
                Open products
              </ButtonLink>
            }
          >
            <p>
              Write <span className="mono">keywright_plan</span> with the plan’s identifier into {metadata}, or name the
              price in the plan’s details. {plansNaming} of {counted(plans, "plan")}{" "}
              {plansNaming === 1 ? "names" : "name"} one.
              {provider === "stripe" && !canAsk && (
                <>
                  {" "}
                  For prices of single payments, <span className="mono">STRIPE_SECRET_KEY</span> must be set too;
                  payment links and metadata need none.
                </>
              )}
            </p>
          </Step>
          <Step number={4} done={lastEventAt !== null} title="Receive an event">
            <p>
              {lastEventAt === null ? (
                `${name} can send a test.`
              ) : (
                <>
                  Last one <AtTime at={lastEventAt} within />
                </>
              )}
            </p>
          </Step>
        </ol>
      </div>
    </Section>
  );
}

function Step({
  number,
  done,
  title,
  act,
  children,
}: {
  number: number;
  done: boolean;
  title: string;
  act?: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className={done ? "done" : undefined}>
      <span className="stepn">
        {done ? (
          <>
            <Icon of={IconCheck} />
            <span className="vh">Done</span>
          </>
        ) : (
          number
        )}
      </span>
      <div>
        <h3>{title}</h3>
        {children}
      </div>
      {act}
    </li>
  );
}
