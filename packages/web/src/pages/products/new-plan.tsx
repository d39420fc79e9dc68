import { useNavigate } from "@tanstack/react-router";
import { useCreatePlan } from "#data/plans.ts";
import { CreatePlan } from "#data/rules.gen.ts";
import { FormDialog } from "#parts/dialog.tsx";
import { IdentifierField, NameField } from "#parts/naming-fields.tsx";
import { SwitchRow } from "#parts/switch.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";

const EMPTY = { name: "", identifier: "", enabled: true };

/** Creates a plan of a product, and leads to its terms. */
export function NewPlan({
  product,
  opened,
  onClose,
}: {
  product: { readonly id: string; readonly name: string };
  opened: boolean;
  onClose: () => void;
}) {
  const form = useFormState(EMPTY, CreatePlan);
  const { values } = form;
  const create = useCreatePlan(product.id);
  const navigate = useNavigate();
  const close = () => {
    onClose();
    form.reset(EMPTY);
    create.reset();
  };
  const submit = () => {
    const body = {
      name: values.name.trim(),
      ...(values.identifier.trim() && { identifier: values.identifier.trim() }),
      license: { enabled: values.enabled },
    };
    if (!form.check(body)) return;
    create.mutate(body, {
      onSuccess: ({ id, name }) => {
        toast(`Plan ${name} created`);
        void navigate({ to: "/plans/$id", params: { id } });
      },
      onError: form.refuse,
    });
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="New plan"
      about={`A way to buy ${product.name}.`}
      verb="Create plan"
      busyVerb="Creating"
      busy={create.isPending}
      problem={create.error}
      onSubmit={submit}
    >
      <NameField form={form} isFirst />
      <IdentifierField form={form} hint="Your shop names the plan by it. Left empty, it is made from the name." />
      <SwitchRow
        label="License keys"
        hint="Every order of this plan issues a license key at once. Limit and expiry come next."
        checked={values.enabled}
        onChange={(enabled) => form.set({ enabled })}
      />
    </FormDialog>
  );
}
