import { IconInfoCircle } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { faultOf } from "#data/field-rules.ts";
import { usePlaceOrder } from "#data/orders.ts";
import { usePlans } from "#data/plans.ts";
import type { Problem } from "#data/problem.ts";
import { PlaceOrder } from "#data/rules.gen.ts";
import { AmountFields, NO_AMOUNT, useLastCurrency } from "#pages/orders/amount-fields.tsx";
import { CustomerField, useKnown } from "#pages/orders/customer-field.tsx";
import { Outcome } from "#pages/orders/outcome.tsx";
import { PlanPicker } from "#pages/orders/plan-picker.tsx";
import { Button, ButtonLink } from "#parts/button.tsx";
import { FieldError, TextField } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { UnsavedGuard } from "#parts/save-bar.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";

/** A new order, placed by hand: a plan, a customer, and what will happen in words. `?plan=` and `?email=` fill it in. */
export function Page() {
  const { plan: asked = "", email: given = "" }: Record<string, string> = useSearch({ strict: false });
  const form = useFormState({ planId: asked, email: given, name: "", ...NO_AMOUNT }, PlaceOrder);
  const { planId, email, name, value, currency } = form.values;
  const lastCurrency = useLastCurrency();
  const plans = usePlans();
  const plan = plans.items.find(({ id }) => id === planId);
  const known = useKnown(email);
  const place = usePlaceOrder();
  const navigate = useNavigate();
  const id = useId();
  const element = useRef<HTMLFormElement>(null);

  const shownName = known?.name ?? name.trim();
  const refuse = (problem: Problem) => {
    form.refuse(problem);
    focusFault(element.current);
  };
  const submit = () => {
    const body = {
      ...(planId !== "" && { planId }),
      customer: { email: email.trim(), ...(known === null && name.trim() !== "" && { name: name.trim() }) },
      ...(value.trim() !== "" && { amount: { value: value.trim(), currency: currency || lastCurrency } }),
    };
    // One of two fields says the plan, so the rule of the body requires neither.
    const isRight = form.check({ ...body, ...(planId === "" && { planId: "" }) });
    if (!isRight) return focusFault(element.current);
    place.mutate(body, {
      onSuccess: (order) => {
        toast(`Order ${order.number} placed`);
        void navigate({ to: "/orders/$id", params: { id: order.id }, replace: true });
      },
      onError: refuse,
    });
  };
  const { errors } = form;
  const isElsewhere = place.error !== null && Object.keys(errors).length === 0;
  return (
    <>
      <PageHeader title="New order" crumbs={[{ name: "Orders", to: "/orders" }]}>
        For a sale that did not come through your shop. The key works the moment that the order is placed.
      </PageHeader>
      <UnsavedGuard dirty={form.isDirty && !place.isPending && !place.isSuccess} />
      <div className="split">
        <form
          id={id}
          ref={element}
          className="card form"
          aria-label="New order"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!place.isPending) submit();
          }}
        >
          <PlanPicker
            list={plans}
            value={planId}
            onChange={(chosen) => form.set({ planId: chosen })}
            error={errors.planId && (planId === "" ? "Choose a plan." : errors.planId)}
          />
          <div className="form-2">
            <CustomerField
              email={email}
              error={errors["customer.email"]}
              onChange={(typed) => form.set({ email: typed })}
              onTake={(customer) => form.set({ email: customer.email, name: customer.name ?? "" })}
            />
            <TextField
              label="Name"
              value={known ? (known.name ?? "") : name}
              onChange={({ target }) => form.set({ name: target.value })}
              readOnly={known !== null}
              autoComplete="off"
              error={errors["customer.name"]}
              hint={known === null ? "For the customer’s page and your mails" : "Comes with a known customer"}
            />
          </div>
          <AmountFields amount={{ value, currency }} lastCurrency={lastCurrency} errors={errors} onChange={form.set} />
          {isElsewhere && <FieldError>{place.error?.message}</FieldError>}
        </form>
        <Outcome plan={plan} name={shownName} isKnown={known !== null} email={isEmail(email) ? email.trim() : ""} />
      </div>
      <Bar>
        <p>
          <Icon of={IconInfoCircle} />
          <span>
            <b>The key is valid at once.</b> It can be deactivated at any time.
          </span>
        </p>
        <ButtonLink to="/orders" look="quiet">
          Cancel
        </ButtonLink>
        <Button look="main" type="submit" form={id} busy={place.isPending} busyLabel="Placing">
          Place order
        </Button>
      </Bar>
    </>
  );
}

/** Whether it may be a whole e-mail address by now: half of one is nobody's name. */
function isEmail(text: string): boolean {
  return (
    faultOf(PlaceOrder.properties.customer.properties.email, text.trim()) === null && /\.\p{L}{2,}$/u.test(text.trim())
  );
}

/** The bar at the foot of the page. Its place belongs to the frame, which may be drawn in the same moment. */
function Bar({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => setPlace(document.getElementById("savebar")), []);
  return (
    place &&
    createPortal(
      <section className="savebar" aria-label="Place the order">
        <div>{children}</div>
      </section>,
      place,
    )
  );
}

/** The focus goes to the first field that was refused, once it says so. */
function focusFault(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}
