import { useState } from "react";
import { useCustomer, useEditCustomer } from "#data/customers.ts";
import { EditCustomer as RULE } from "#data/rules.gen.ts";
import { FormDialog } from "#parts/dialog.tsx";
import { TextField } from "#parts/field.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";

interface Current {
  readonly name: string | null;
  readonly customerId: string;
  readonly etag: string;
}

interface EditCustomerProps {
  readonly id: string;
  readonly current: Current;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Edits a customer's name and the vendor's own id of them. */
export function EditCustomer(props: EditCustomerProps) {
  const [round, setRound] = useState(0);
  // Each time that it opens it begins with what is known then.
  return (
    <Form
      key={`${props.id} ${round} ${props.opened}`}
      {...props}
      onClose={() => {
        setRound(round + 1);
        props.onClose();
      }}
    />
  );
}

function Form({ id, current, opened, onClose }: EditCustomerProps) {
  // What was read when the dialog opened: an edit is refused when somebody else was faster.
  const [start, setStart] = useState(current);
  const form = useFormState(valuesOf(id, current), RULE);
  const edit = useEditCustomer(id);
  const customer = useCustomer(id);
  const { values, errors } = form;
  const isChangedElsewhere = edit.error?.isChangedElsewhere === true;
  const submit = () => {
    const changes = {
      name: values.name.trim() === "" ? null : values.name.trim(),
      // Whoever has no id of their own for a customer goes by ours.
      customerId: values.customerId.trim() || id,
    };
    if (!form.check(changes)) return;
    edit.mutate(
      { etag: start.etag, changes },
      {
        onSuccess: () => {
          onClose();
          toast("Customer saved");
        },
        onError: (problem) => {
          form.refuse(problem);
          if (!problem.isChangedElsewhere) return;
          // Saving once more is then a decision: what the other one saved is told beside each field.
          void customer.refetch().then(({ data }) => data && setStart(data));
        },
      },
    );
  };
  const told = (now: string, typed: string) =>
    isChangedElsewhere && now !== typed.trim() ? `Now saved: ${now === "" ? "nothing" : now}` : undefined;
  const now = valuesOf(id, start);
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Edit customer"
      about="The e-mail stays: it is what identifies a customer."
      verb={isChangedElsewhere ? "Save mine all the same" : "Save customer"}
      busyVerb="Saving"
      busy={edit.isPending}
      problem={edit.error}
      onSubmit={submit}
    >
      <TextField
        label="Name"
        autoComplete="off"
        data-autofocus
        value={values.name}
        error={errors.name}
        hint={told(now.name, values.name)}
        onChange={({ target }) => form.set({ name: target.value })}
      />
      <TextField
        label="Your id"
        autoComplete="off"
        spellCheck={false}
        value={values.customerId}
        error={errors.customerId}
        hint={
          told(now.customerId, values.customerId) ??
          "How your own systems name them. Your application may send it with a key."
        }
        onChange={({ target }) => form.set({ customerId: target.value })}
      />
    </FormDialog>
  );
}

function valuesOf(id: string, { name, customerId }: Current) {
  return { name: name ?? "", customerId: customerId === id ? "" : customerId };
}
