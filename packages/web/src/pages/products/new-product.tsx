import { useNavigate } from "@tanstack/react-router";
import { useCreateProduct } from "#data/products.ts";
import { CreateProduct } from "#data/rules.gen.ts";
import { FormDialog } from "#parts/dialog.tsx";
import { IdentifierField, KeyPrefixField, NameField } from "#parts/naming-fields.tsx";
import { TextAreaField } from "#parts/text-area-field.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";

const EMPTY = { name: "", identifier: "", keyPrefix: "", description: "" };

/** Creates a product, and leads to it. */
export function NewProduct({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const form = useFormState(EMPTY, CreateProduct);
  const { values, errors } = form;
  const create = useCreateProduct();
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
      ...(values.keyPrefix.trim() && { keyPrefix: values.keyPrefix.trim().toUpperCase() }),
      ...(values.description.trim() && { description: values.description.trim() }),
    };
    if (!form.check(body)) return;
    create.mutate(body, {
      onSuccess: ({ id, name }) => {
        toast(`Product ${name} created`);
        void navigate({ to: "/products/$id", params: { id } });
      },
      onError: form.refuse,
    });
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="New product"
      about="What you sell, such as one app. Its plans say what a key is good for."
      verb="Create product"
      busyVerb="Creating"
      busy={create.isPending}
      problem={create.error}
      onSubmit={submit}
    >
      <NameField form={form} isFirst />
      <div className="form-2">
        <KeyPrefixField form={form} hint="What every key starts with. Left empty, it is made from the name." />
        <IdentifierField form={form} hint="Your app names the product by it. Left empty, it is made from the name." />
      </div>
      <TextAreaField
        label="Description"
        rows={2}
        value={values.description}
        error={errors.description}
        onChange={({ target }) => form.set({ description: target.value })}
      />
    </FormDialog>
  );
}
