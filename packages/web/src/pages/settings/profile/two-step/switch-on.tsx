import { useState } from "react";
import { type AppSecret, useBeginTwoStep, useSwitchOnTwoStep } from "#data/two-step.ts";
import { Confirm } from "#pages/settings/profile/confirm.tsx";
import { RecoveryCodes } from "#pages/settings/profile/two-step/codes.tsx";
import { QrCode } from "#pages/settings/profile/two-step/qr-code.tsx";
import { CodeField } from "#parts/code-field.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { SecretField } from "#parts/secret-field.tsx";
import { useFormState } from "#parts/use-form-state.ts";

const TITLE = "Switch two-step code on";

/** The password, then the app with a first code, then the recovery codes. It is on with the first code. */
export function SwitchOn({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [app, setApp] = useState<AppSecret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const begin = useBeginTwoStep();
  const close = () => {
    onClose();
    // What is shown stays until the dialog has faded.
    setTimeout(() => {
      setApp(null);
      setCodes(null);
    }, 200);
  };
  if (codes !== null)
    return <RecoveryCodes opened={opened} codes={codes} title="Two-step code is on" onClose={close} />;
  if (app !== null) return <FirstCode opened={opened} app={app} onClose={close} onOn={setCodes} />;
  return (
    <Confirm
      opened={opened}
      onClose={close}
      title={TITLE}
      about="You need an authenticator app on your phone, or a password manager that shows codes"
      verb="Continue"
      busyVerb="Continuing"
      change={begin}
      onDone={setApp}
    />
  );
}

const EMPTY = { code: "" };
const RULE = { required: ["code"], properties: { code: { type: "string", minLength: 6 } } };

function FirstCode({
  opened,
  app,
  onClose,
  onOn,
}: {
  opened: boolean;
  app: AppSecret;
  onClose: () => void;
  onOn: (codes: readonly string[]) => void;
}) {
  const form = useFormState(EMPTY, RULE);
  const switchOn = useSwitchOnTwoStep();
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={TITLE}
      about="Scan the picture with the app, or give it the secret"
      verb="Switch on"
      busyVerb="Switching on"
      busy={switchOn.isPending}
      problem={switchOn.error}
      onSubmit={() => {
        if (!form.check(form.values)) return;
        switchOn.mutate(form.values, {
          onSuccess: ({ recoveryCodes }) => onOn(recoveryCodes),
          onError: form.refuse,
        });
      }}
    >
      <QrCode text={app.address} label="The secret as a picture, for the app to scan" />
      <SecretField name="Secret" text={app.secret} />
      <CodeField
        label="Code that the app shows"
        hint="Six digits, new every 30 seconds"
        data-autofocus
        inputMode="numeric"
        maxLength={7}
        value={form.values.code}
        error={form.errors.code}
        onChange={({ target }) => form.set({ code: target.value.replace(/\D/g, "").slice(0, 6) })}
      />
    </FormDialog>
  );
}
