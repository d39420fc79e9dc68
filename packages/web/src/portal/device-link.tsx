import { IconCircleCheck, IconClock, IconLinkOff } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { EmptyIcon } from "#parts/empty-state.tsx";
import { Icon } from "#parts/icon.tsx";
import { SlotMeter } from "#parts/slots.tsx";
import { useNow } from "#parts/use-now.ts";
import { type Brand, endByDeviceLink, type FullLicense, openDeviceLink } from "#portal/calls.ts";
import { Button, FieldError } from "#portal/controls.tsx";
import { Frame, Heading } from "#portal/frame.tsx";
import { useAct, useLoad } from "#portal/use-load.ts";
import { nameOf, useOf } from "#portal/words.ts";

/**
 * Where an application leads when a device meets a full license: one device is ended, and the application goes on by
 * itself. The link stays in the address, so that the page can be loaded again while it works.
 */
export function DeviceLink({ brand }: { brand: Brand }) {
  const [link] = useState(() => window.location.hash.slice(1));
  const load = useCallback(() => openDeviceLink(link), [link]);
  const full = useLoad(load);
  const [isEnded, setIsEnded] = useState(false);

  if (full.problem?.code === "UNAUTHORIZED" || full.problem?.code === "INVALID_REQUEST")
    return <TooLate brand={brand} />;
  if (full.data === null)
    return (
      full.problem && (
        <Frame brand={brand}>
          <Heading brand={brand}>That did not work</Heading>
          <p className="portal-p">{full.problem.message}</p>
          <Button look="main" onClick={() => void full.again()}>
            Try again
          </Button>
        </Frame>
      )
    );
  if (!full.data.isFull) return <Ready brand={brand} full={full.data} />;
  return (
    <Choose
      key={full.data.activationUsage}
      brand={brand}
      full={full.data}
      isMore={isEnded}
      onEnd={async (instanceId) => {
        await endByDeviceLink(link, instanceId);
        setIsEnded(true);
        await full.again();
      }}
      onStale={() => void full.again()}
    />
  );
}

function Choose({
  brand,
  full,
  isMore,
  onEnd,
  onStale,
}: {
  brand: Brand;
  full: FullLicense;
  /** Whether one was ended already, and the limit, having been lowered, still wants more. */
  isMore: boolean;
  onEnd: (instanceId: string) => Promise<void>;
  onStale: () => void;
}) {
  const now = useNow();
  const { devices, product, plan, waiting, activationUsage: used, activationLimit: limit } = full;
  const [chosen, setChosen] = useState(devices[0]?.instanceId ?? "");
  const { act, isBusy, problem } = useAct();
  const device = devices.find(({ instanceId }) => instanceId === chosen);
  const there = waiting ?? "another device";
  return (
    <Frame brand={brand}>
      <Heading brand={brand}>{used === 1 ? "The one device is in use" : `All ${used}\u00a0devices are in use`}</Heading>
      <p className="portal-p">
        End {isMore ? "one more" : "one"} to use {product.name} on <b>{there}</b> instead.
      </p>
      <article className="card plic" aria-labelledby="full">
        <div className="plic-h">
          <div>
            <h2 id="full">{product.name}</h2>
            <p>
              {plan.name}, key ending <span className="mono">{full.keyEnding}</span>
            </p>
          </div>
          <span className="use">
            <span className="num s13">
              {used} of {limit}
            </span>
            <SlotMeter used={used} limit={limit} small />
          </span>
        </div>
        <form
          aria-label="End a device"
          onSubmit={(event) => {
            event.preventDefault();
            if (device !== undefined) void act(() => onEnd(device.instanceId)).then((isDone) => isDone || onStale());
          }}
        >
          <fieldset>
            <legend className="vh">Which device to end</legend>
            <ul className="dev dev--pick">
              {devices.map((each, place) => (
                <li key={each.instanceId}>
                  <label>
                    <input
                      className="radio"
                      type="radio"
                      name="device"
                      value={each.instanceId}
                      checked={each.instanceId === chosen}
                      onChange={() => setChosen(each.instanceId)}
                    />
                    <span>
                      <b>{nameOf(each)}</b>
                      <small>{useOf(each, now)}</small>
                    </span>
                    {place === 0 && devices.length > 1 && (
                      <span className="badge">
                        <Icon of={IconClock} />
                        Longest unused
                      </span>
                    )}
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
          {problem && <FieldError>{problem.message}</FieldError>}
          {device !== undefined && (
            <div className="dev-go">
              <p>
                {product.name} stops working on <b>{nameOf(device)}</b>. The slot is free for {there} at once.
              </p>
              <Button look="main" type="submit" busy={isBusy} busyLabel="Ending">
                End {nameOf(device)}
              </Button>
            </div>
          )}
        </form>
      </article>
    </Frame>
  );
}

/** A slot is free: the application goes on by itself. */
function Ready({ brand, full }: { brand: Brand; full: FullLicense }) {
  const ready = full.waiting === null ? "Your device is ready" : `${full.waiting} is ready`;
  return (
    <Frame brand={brand}>
      <div className="card plic">
        <div className="empty empty--sm" role="status">
          <EmptyIcon of={IconCircleCheck} />
          <Heading brand={brand}>{ready}</Heading>
          <p>Go back to {full.product.name}, it unlocks within a few seconds.</p>
          <div className="empty-a">
            <a className="btn" href="/portal">
              My licenses
            </a>
          </div>
        </div>
      </div>
    </Frame>
  );
}

function TooLate({ brand }: { brand: Brand }) {
  return (
    <Frame brand={brand}>
      <div className="card plic">
        <div className="empty empty--sm">
          <EmptyIcon of={IconLinkOff} />
          <Heading brand={brand}>This link is too old</Heading>
          <p>
            It works for 15&nbsp;minutes. Try again in the application: it makes a new one. Or sign in to see all of
            your devices.
          </p>
          <div className="empty-a">
            <a className="btn btn--main" href="/portal">
              My licenses
            </a>
          </div>
        </div>
      </div>
    </Frame>
  );
}
