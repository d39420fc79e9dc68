import { IconPlus, IconTag } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EditProduct as Edit, Plan, Product } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import { type Editor, useEditor } from "#data/editor.ts";
import type { List } from "#data/list.ts";
import { usePlansOfProduct } from "#data/plans.ts";
import { useEditProduct, useProduct } from "#data/products.ts";
import { EditProduct } from "#data/rules.gen.ts";
import { NewPlan } from "#pages/products/new-plan.tsx";
import { Allowed, Untouchable } from "#parts/allowed.tsx";
import { Also } from "#parts/also.tsx";
import { Button } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { DifferenceTable } from "#parts/difference-table.tsx";
import { EditBar } from "#parts/edit-bar.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { SelectField, TextField } from "#parts/field.tsx";
import { HeldBack } from "#parts/held-back.tsx";
import { IdentifierField, KeyPrefixField, NameField } from "#parts/naming-fields.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Section } from "#parts/section.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { SwitchRow } from "#parts/switch.tsx";
import { wordsOfTerms } from "#parts/terms-words.tsx";
import { TextAreaField } from "#parts/text-area-field.tsx";
import { toast } from "#parts/toast.tsx";
import { type Editing, type State, type Term, useEditing } from "#parts/use-editing.ts";
import { useFilters } from "#parts/use-filters.ts";
import { useSave } from "#parts/use-save.ts";
import { DateAndDistance } from "#parts/when.tsx";

interface Values {
  readonly name: string;
  readonly keyPrefix: string;
  readonly identifier: string;
  readonly description: string;
  readonly onRefund: Product["onRefund"];
  readonly endDevices: boolean;
  readonly regenerate: boolean;
  readonly renewalUrl: string;
}

const TERMS: Term<Values>[] = [
  { name: "Name", fields: ["name"], words: ({ name }) => name },
  { name: "Key prefix", fields: ["keyPrefix"], words: ({ keyPrefix }) => keyPrefix },
  { name: "Identifier", fields: ["identifier"], words: ({ identifier }) => identifier },
  { name: "Description", fields: ["description"], words: ({ description }) => description || "None" },
  {
    name: "Refund",
    fields: ["onRefund"],
    words: ({ onRefund }) => (onRefund === "suspend" ? "suspends" : "deactivates"),
  },
  { name: "End devices", fields: ["endDevices"], words: ({ endDevices }) => onOrOff(endDevices) },
  { name: "Get a new key", fields: ["regenerate"], words: ({ regenerate }) => onOrOff(regenerate) },
  { name: "Renewal address", fields: ["renewalUrl"], words: ({ renewalUrl }) => renewalUrl.trim() || "None" },
];

function onOrOff(isOn: boolean): string {
  return isOn ? "On" : "Off";
}

function stateOf({ etag, portal, name, keyPrefix, identifier, description, onRefund }: Tagged<Product>): State<Values> {
  const { endDevices, regenerate, renewalUrl } = portal;
  const settings = { endDevices, regenerate, renewalUrl: renewalUrl ?? "" };
  return { etag, values: { name, keyPrefix, identifier, description, onRefund, ...settings } };
}

function bodyOf({ endDevices, regenerate, renewalUrl, ...values }: Values): Edit {
  const { name, keyPrefix, identifier, description, onRefund } = values;
  const portal = { endDevices, regenerate, renewalUrl: renewalUrl.trim() || null };
  return {
    name: name.trim(),
    keyPrefix: keyPrefix.trim(),
    identifier: identifier.trim(),
    description,
    onRefund,
    portal,
  };
}

/** One product: its plans, and what it is called. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string };
  const product = useProduct(id);
  const crumbs = [{ name: "Products", to: "/products" }];
  if (product.data) {
    return <ProductPage key={id} product={product.data} readAgain={async () => (await product.refetch()).data} />;
  }
  return (
    <>
      <PageHeader title="Product" crumbs={crumbs} />
      {product.error ? <ProblemState problem={product.error} again={() => void product.refetch()} /> : <PageSkeleton />}
    </>
  );
}

function ProductPage({
  product,
  readAgain,
}: {
  product: Tagged<Product>;
  readAgain: () => Promise<Tagged<Product> | undefined>;
}) {
  const { filters, set } = useFilters(["new"]);
  const change = useEditProduct(product.id);
  const editing = useEditing(stateOf(product), TERMS, { rule: EditProduct, busy: change.isPending });
  const editor = useEditor({ productId: product.id, planId: null }, editing.theirs?.etag ?? null);
  const save = useSave({
    editing,
    change,
    bodyOf,
    stateOf,
    readAgain,
    onSaved: ({ name }) => toast(`Product ${name} saved`),
  });
  const plans = usePlansOfProduct(product.id);
  const hasPlans = plans.items.length > 0;
  const newPlan = (look: "main" | "default") => (
    <Allowed to="write">
      <Button look={look} icon={IconPlus} onClick={() => set({ new: "plan" })}>
        New plan
      </Button>
    </Allowed>
  );
  return (
    <>
      <PageHeader
        title={product.name}
        crumbs={[{ name: "Products", to: "/products" }]}
        // While something is unsaved, the main button is the one that saves it.
        actions={hasPlans && newPlan(editing.isDirty ? "default" : "main")}
      >
        <span className="mono">{product.identifier}</span> <span className="t3">·</span> keys start with{" "}
        <span className="mono">{product.keyPrefix}</span>
      </PageHeader>
      {editing.isComparing ? (
        <>
          <HeldBack editor={editor} what="product" />
          <div className="alone">
            <DifferenceTable
              differences={editing.differences}
              theirs={editor.whose}
              saved={editor.saved}
              keepTheirs={editing.keepTheirs}
              onChoose={editing.choose}
            />
          </div>
        </>
      ) : (
        <>
          <Plans product={product} plans={plans} create={newPlan("main")} />
          <Untouchable needs="write" what="A product">
            <Details editing={editing} editor={editor} />
            <Portal editing={editing} editor={editor} />
          </Untouchable>
        </>
      )}
      <EditBar editing={editing} editor={editor} onSave={save} busy={change.isPending} problem={change.error}>
        <b>Only future keys get a new prefix.</b> Issued keys stay as they are.
      </EditBar>
      <NewPlan product={product} opened={filters.new === "plan"} onClose={() => set({ new: "" })} />
    </>
  );
}

const PLAN_COLUMNS: Column<Plan>[] = [
  { name: "Plan", at: "1 / 1", cell: ({ name }) => <b>{name}</b> },
  { name: "Identifier", at: "3 / 1", cell: ({ identifier }) => <span className="mono s13">{identifier}</span> },
  { name: "A buyer gets", at: "2 / 1", cell: ({ license }) => wordsOfTerms(license) },
  { name: "Last edited", at: "1 / 2", nowrap: true, cell: ({ modifiedAt }) => <DateAndDistance at={modifiedAt} /> },
];

function Plans({ product, plans, create }: { product: Product; plans: List<Plan>; create: ReactNode }) {
  return (
    <Section title="Plans">
      <DataTable
        label={`Plans of ${product.name}`}
        boxed
        columns={PLAN_COLUMNS}
        list={plans}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/plans/$id", params: { id } })}
        empty={
          <EmptyState icon={IconTag} title="No plans yet" actions={create}>
            A plan is a way to buy {product.name}: it says for how many devices a key is good, and for how long.
          </EmptyState>
        }
      />
    </Section>
  );
}

function Details({ editing, editor }: { editing: Editing<Values>; editor: Editor }) {
  const { values, errors, set } = editing.form;
  const also = (name: string) => <Also editing={editing} editor={editor} name={name} />;
  return (
    <Section title="Details">
      <div className="card form">
        <div className="form-2">
          <NameField form={editing.form} />
          <KeyPrefixField
            form={editing.form}
            hint="What every new key starts with: 2 to 8 capital letters or digits."
          />
          {also("Name")}
          {also("Key prefix")}
          <IdentifierField
            form={editing.form}
            hint="Your app names the product by it. Apps that send the old one are refused."
          />
          {also("Identifier")}
        </div>
        <TextAreaField
          label="Description"
          value={values.description}
          error={errors.description}
          onChange={({ target }) => set({ description: target.value })}
        />
        {also("Description")}
        <SelectField
          label="A whole refund or a lost dispute"
          hint="Told by a payment provider. Part of a refund changes nothing."
          value={values.onRefund}
          error={errors.onRefund}
          onChange={({ target }) => set({ onRefund: target.value as Product["onRefund"] })}
        >
          <option value="deactivate">Deactivates the license for ever</option>
          <option value="suspend">Suspends the license until you restore it</option>
        </SelectField>
        {also("Refund")}
      </div>
    </Section>
  );
}

/** What the product's customers may do in the portal. */
function Portal({ editing, editor }: { editing: Editing<Values>; editor: Editor }) {
  const { values, errors, set } = editing.form;
  const also = (name: string) => <Also editing={editing} editor={editor} name={name} />;
  return (
    <Section title="Customer portal">
      <div className="card form">
        <SwitchRow
          label="Customers may end their devices"
          hint="Also when a new device meets a full license: your app can then lead them straight to the page for it."
          checked={values.endDevices}
          onChange={(endDevices) => set({ endDevices })}
        />
        {also("End devices")}
        <SwitchRow
          label="Customers may get a new key"
          hint="The old key stops at once, and all of its devices with it."
          checked={values.regenerate}
          onChange={(regenerate) => set({ regenerate })}
        />
        {also("Get a new key")}
        <TextField
          label="Renewal address"
          type="url"
          placeholder="https://"
          value={values.renewalUrl}
          error={errors["portal.renewalUrl"]}
          onChange={({ target }) => set({ renewalUrl: target.value })}
          hint="Where the portal leads whoever renews a license that expires. Empty: nowhere."
        />
        {also("Renewal address")}
      </div>
    </Section>
  );
}
