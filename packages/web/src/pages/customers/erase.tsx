import { useState } from "react";
import type { CustomerDetails } from "#data/api.gen.ts";
import { useEraseCustomer } from "#data/customers.ts";
import { FormDialog } from "#parts/dialog.tsx";
import { TextField } from "#parts/field.tsx";
import { Note } from "#parts/note.tsx";
import { toast } from "#parts/toast.tsx";
import { useOpening } from "#parts/use-opening.ts";

interface EraseCustomerProps {
  readonly customer: CustomerDetails;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes the customer unrecognisable. Asks for the e-mail, so that it can't happen by a slip. */
export function EraseCustomer({ customer, opened, onClose }: EraseCustomerProps) {
  const { id, email, name, licenses } = customer;
  const [typed, setTyped] = useState("");
  const [endsLicenses, setEndsLicenses] = useState(false);
  const erase = useEraseCustomer(id);
  useOpening(opened, () => {
    setTyped("");
    setEndsLicenses(false);
  });
  const close = () => {
    erase.reset();
    onClose();
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Erase customer"
      about={name ? `${name}, ${email}` : email}
      verb="Erase customer"
      busyVerb="Erasing"
      wayOut="Keep customer"
      danger
      disabled={typed.trim().toLowerCase() !== email.toLowerCase()}
      busy={erase.isPending}
      problem={erase.error}
      onSubmit={() =>
        erase.mutate(
          { endLicenses: endsLicenses },
          {
            onSuccess: () => {
              close();
              toast("Customer erased");
            },
          },
        )
      }
    >
      <Note tone="bad">
        Name, e-mail, device names and mails are <b>gone for good</b>, in the activity, too. Orders and licenses stay,
        and nobody can tell whose they are. Backups that were made before still can.
      </Note>
      {licenses > 0 && (
        <label className="tick">
          <input
            className="check"
            type="checkbox"
            checked={endsLicenses}
            onChange={({ target }) => setEndsLicenses(target.checked)}
          />
          <span>{licenses === 1 ? "End the license for ever, too" : `End the ${licenses} licenses for ever, too`}</span>
        </label>
      )}
      <TextField
        label="Type the customer’s e-mail"
        hint={`The e-mail is ${email}`}
        data-autofocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </FormDialog>
  );
}
