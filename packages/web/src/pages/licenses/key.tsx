import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import type { License } from "#data/api.gen.ts";
import { useWholeKey } from "#data/licenses.ts";
import { useMay } from "#data/roles.ts";
import { FieldError } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";
import { KeyField, MaskedKey } from "#parts/key-field.tsx";

interface Props {
  readonly license: Pick<License, "id" | "licenseKey">;
  /** `lg` for the one key of a page, `sm` elsewhere. */
  readonly size?: "sm" | "lg";
}

/** The key of a license, which whoever may can copy and have shown. */
export function LicenseKey({ license, size = "lg" }: Props) {
  const { licenseKey } = license;
  if (!useMay("support")) return <MaskedKey licenseKey={licenseKey} size={size} />;
  // Another key is another field: what was shown of the old one is forgotten.
  return <HiddenKey key={licenseKey} license={license} size={size} />;
}

function HiddenKey({ license: { id, licenseKey }, size }: Required<Props>) {
  const { key, problem, reveal } = useWholeKey(id);
  const [isShown, setIsShown] = useState(false);
  const isWhole = isShown && key !== null;
  const what = isWhole ? "Hide key" : "Show key";
  // A refusal is told below, by `problem`.
  const show = () =>
    void reveal().then(
      () => setIsShown(true),
      () => {},
    );
  return (
    <>
      <span className="key-row">
        <KeyField licenseKey={isWhole ? key : licenseKey} copies={key ?? reveal} revealed={isWhole} size={size} />
        <button
          type="button"
          className="btn btn--quiet btn--icon"
          aria-label={what}
          title={isWhole ? what : `${what}. This goes on record.`}
          onClick={isWhole ? () => setIsShown(false) : show}
        >
          <Icon of={isWhole ? IconEyeOff : IconEye} />
        </button>
      </span>
      {problem !== null && <FieldError>{problem.message}</FieldError>}
    </>
  );
}
