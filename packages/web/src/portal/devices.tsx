import { IconDeviceDesktop } from "@tabler/icons-react";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { Icon } from "#parts/icon.tsx";
import { SlotMeter } from "#parts/slots.tsx";
import { useNow } from "#parts/use-now.ts";
import { endDevice, type License, listDevices } from "#portal/calls.ts";
import { Button, FieldError } from "#portal/controls.tsx";
import { useAct, useLoad } from "#portal/use-load.ts";
import { type Device, nameOf, useOf } from "#portal/words.ts";

/** The devices on which a license is in use, the one used last first. Where the vendor lets them, customers end them here. */
export function Devices({
  license,
  readAgain,
  onSignedOut,
}: {
  license: License;
  readAgain: () => Promise<void>;
  onSignedOut: () => void;
}) {
  const load = useCallback(() => listDevices(license.id), [license.id]);
  const devices = useLoad(load);
  const [asked, setAsked] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (devices.problem?.code === "UNAUTHORIZED") onSignedOut();
  }, [devices.problem, onSignedOut]);

  const { activationUsage: used, activationLimit: limit } = license;
  const items = (devices.data?.items ?? []).toSorted((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt));
  return (
    <div>
      <div className="dev-h">
        <h3 ref={title} tabIndex={-1}>
          My devices
        </h3>
        <span className="use">
          <span className="num">{limit === null ? used : `${used} of ${limit}`}</span>
          <SlotMeter used={used} limit={limit} small />
        </span>
      </div>
      {devices.problem && devices.problem.code !== "UNAUTHORIZED" && <FieldError>{devices.problem.message}</FieldError>}
      <ul className="dev">
        {items.map((device) => (
          <DeviceRow
            key={device.instanceId}
            device={device}
            license={license}
            isAsked={asked === device.instanceId}
            onAsk={(isAsked) => setAsked(isAsked ? device.instanceId : null)}
            onEnded={async () => {
              setAsked(null);
              setSaid(`${nameOf(device)} ended`);
              await Promise.all([devices.again(), readAgain()]);
              title.current?.focus({ preventScroll: true });
            }}
            onSignedOut={onSignedOut}
          />
        ))}
      </ul>
      {devices.data !== null && <p className="dev-more">{roomOf(license)}</p>}
      <span className="vh" role="status">
        {said}
      </span>
    </div>
  );
}

function DeviceRow({
  device,
  license,
  isAsked,
  onAsk,
  onEnded,
  onSignedOut,
}: {
  device: Device & { readonly instanceId: string };
  license: License;
  isAsked: boolean;
  onAsk: (isAsked: boolean) => void;
  onEnded: () => Promise<void>;
  onSignedOut: () => void;
}) {
  const now = useNow();
  const id = useId();
  const keep = useRef<HTMLButtonElement>(null);
  const end = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  const { act, isBusy, problem } = useAct();
  useEffect(() => {
    if (isAsked) keep.current?.focus();
    else if (wasAsked.current) end.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  useEffect(() => {
    if (problem?.code === "UNAUTHORIZED") onSignedOut();
  }, [problem, onSignedOut]);

  const name = nameOf(device);
  if (!isAsked)
    return (
      <li>
        <Icon of={IconDeviceDesktop} size={18} />
        <span>
          <b>{name}</b>
          <small>{useOf(device, now)}</small>
        </span>
        {license.mayEndDevices && (
          <Button ref={end} aria-label={`End ${name}`} onClick={() => onAsk(true)}>
            End
          </Button>
        )}
      </li>
    );
  return (
    <li className="ask">
      <div
        role="alertdialog"
        aria-labelledby={id}
        aria-describedby={`${id}-what`}
        onKeyDown={({ key }) => key === "Escape" && !isBusy && onAsk(false)}
      >
        <b id={id}>End “{name}”?</b>
        <p id={`${id}-what`}>
          {license.product.name} stops working there. The slot is free for another device at once.
        </p>
        {problem && <FieldError>{problem.message}</FieldError>}
        <p className="ask-a">
          <Button ref={keep} onClick={() => onAsk(false)}>
            Keep
          </Button>
          <Button
            look="danger"
            busy={isBusy}
            busyLabel="Ending"
            onClick={async () => {
              if (await act(() => endDevice(license.id, device.instanceId))) await onEnded();
            }}
          >
            End
          </Button>
        </p>
      </div>
    </li>
  );
}

/** How much room there is: `3 more devices can use this key`. */
function roomOf({ activationUsage: used, activationLimit: limit, status }: License): string {
  if (status !== "active") return used === 0 ? "No devices in use" : "No other device can use this key now";
  if (limit === null) return "Any number of devices can use this key";
  const free = Math.max(0, limit - used);
  if (free === 0) return "All devices of this key are in use";
  const devices = free === 1 ? "device" : "devices";
  return used === 0 ? `${free} ${devices} can use this key` : `${free} more ${devices} can use this key`;
}
