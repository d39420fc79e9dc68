import type { Editor } from "#data/editor.ts";
import { PricesForm } from "#pages/plans/prices-form.tsx";
import type { Values } from "#pages/plans/terms.ts";
import { Also } from "#parts/also.tsx";
import { IdentifierField, NameField } from "#parts/naming-fields.tsx";
import { TextAreaField } from "#parts/text-area-field.tsx";
import type { Editing } from "#parts/use-editing.ts";

/** What a plan is called. */
export function DetailsForm({ editing, editor }: { editing: Editing<Values>; editor: Editor }) {
  const { values, errors, set } = editing.form;
  const also = (name: string) => <Also editing={editing} editor={editor} name={name} />;
  return (
    <section className="card form alone" aria-label="Details">
      <div className="form-2">
        <NameField form={editing.form} />
        <IdentifierField form={editing.form} hint="Your shop names the plan by it when it places an order." />
        {also("Name")}
        {also("Identifier")}
      </div>
      <TextAreaField
        label="Description"
        value={values.description}
        error={errors.description}
        onChange={({ target }) => set({ description: target.value })}
        hint="For people; apps are told it with the license."
      />
      {also("Description")}
      <PricesForm prices={values.prices} errors={errors} onChange={(prices) => set({ prices })} />
      {also("Sold as")}
    </section>
  );
}
