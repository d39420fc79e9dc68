import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { PlanDetails } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import { useEditor } from "#data/editor.ts";
import { faultsOf } from "#data/field-rules.ts";
import { useEditPlan, usePlan, usePlanPreview } from "#data/plans.ts";
import { EditPlan } from "#data/rules.gen.ts";
import { DetailsForm } from "#pages/plans/details-form.tsx";
import { Preview, type Told } from "#pages/plans/preview.tsx";
import { bodyOf, licenseOf, stateOf, TERMS, type Values } from "#pages/plans/terms.ts";
import { TermsForm } from "#pages/plans/terms-form.tsx";
import { Allowed, Untouchable } from "#parts/allowed.tsx";
import { ButtonLink } from "#parts/button.tsx";
import { DifferenceTable } from "#parts/difference-table.tsx";
import { EditBar } from "#parts/edit-bar.tsx";
import { HeldBack } from "#parts/held-back.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { toast } from "#parts/toast.tsx";
import { useEditing } from "#parts/use-editing.ts";
import { useFilters } from "#parts/use-filters.ts";
import { textOf, usePaused } from "#parts/use-paused.ts";
import { useSave } from "#parts/use-save.ts";

/** One plan: its license terms, and what it is called. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string };
  const plan = usePlan(id);
  if (plan.data) return <PlanPage key={id} plan={plan.data} readAgain={async () => (await plan.refetch()).data} />;
  return (
    <>
      <PageHeader title="Plan" crumbs={[{ name: "Products", to: "/products" }]} />
      {plan.error ? <ProblemState problem={plan.error} again={() => void plan.refetch()} /> : <PageSkeleton />}
    </>
  );
}

interface PlanPageProps {
  readonly plan: Tagged<PlanDetails>;
  readonly readAgain: () => Promise<Tagged<PlanDetails> | undefined>;
}

function PlanPage({ plan, readAgain }: PlanPageProps) {
  const { filters } = useFilters(["tab"]);
  const { product } = plan;
  const change = useEditPlan(plan.id);
  const editing = useEditing(stateOf(plan), TERMS, { rule: EditPlan, busy: change.isPending });
  const editor = useEditor({ productId: product.id, planId: plan.id }, editing.theirs?.etag ?? null);
  const preview = usePreview(editing.result);
  const save = useSave({
    editing,
    change,
    bodyOf,
    stateOf,
    readAgain,
    onSaved: ({ name }) => toast(`Plan ${name} saved`),
  });
  const crumbs = [
    { name: "Products", to: "/products" },
    { name: product.name, to: `/products/${product.id}` },
    ...(editing.isComparing ? [{ name: plan.name, to: `/plans/${plan.id}` }] : []),
  ];
  return (
    <>
      <PageHeader
        title={plan.name}
        crumbs={crumbs}
        crumb={editing.isComparing ? "Compare" : undefined}
        actions={
          <Allowed to="support">
            <ButtonLink to="/orders/new" search={{ plan: plan.id } as never}>
              New order
            </ButtonLink>
          </Allowed>
        }
      >
        A plan of{" "}
        <Link className="link" to="/products/$id" params={{ id: product.id }}>
          {product.name}
        </Link>{" "}
        <span className="t3">·</span> <span className="mono">{plan.identifier}</span>
      </PageHeader>
      {editing.isComparing ? (
        <>
          <HeldBack editor={editor} what="plan" />
          <div className="split">
            <DifferenceTable
              differences={editing.differences}
              theirs={editor.whose}
              saved={editor.saved}
              keepTheirs={editing.keepTheirs}
              onChoose={editing.choose}
            />
            <Preview {...preview} title="What a buyer would get" />
          </div>
        </>
      ) : (
        <>
          <PlanTabs plan={plan} tab={filters.tab} />
          {filters.tab === "details" ? (
            <Untouchable needs="write" what="A plan">
              <DetailsForm editing={editing} editor={editor} />
            </Untouchable>
          ) : (
            <div className="split">
              <div>
                <Untouchable needs="write" what="A plan">
                  <TermsForm editing={editing} editor={editor} errors={{ ...preview.errors, ...editing.form.errors }} />
                </Untouchable>
              </div>
              <Preview {...preview} />
            </div>
          )}
        </>
      )}
      <EditBar editing={editing} editor={editor} onSave={save} busy={change.isPending} problem={change.error}>
        <b>Only future orders are affected.</b> Issued licenses keep their terms.
      </EditBar>
    </>
  );
}

/** Asks what the terms would give once typing pauses; what is wrong with them is told beside the fields. */
function usePreview(values: Values) {
  const license = licenseOf(values);
  const paused = usePaused(license);
  const faults = faultsOf(EditPlan, { license: paused });
  const asked = Object.keys(faults).length === 0 ? paused : null;
  const { data, error, isPlaceholderData } = usePlanPreview(asked);
  const isSettled = textOf(paused) === textOf(license);
  // What was told last stays while something else is asked for, or can't be asked for.
  const [told, setTold] = useState<Told | null>(null);
  const isNews = data !== undefined && asked !== null && error === null && !isPlaceholderData;
  if (isNews && (told?.preview !== data || told.terms !== asked)) setTold({ terms: asked, preview: data });
  const errors = isSettled ? { ...error?.fieldErrors, ...faults } : {};
  return { told, isStale: !isSettled || !isNews, isWrong: Object.keys(errors).length > 0, errors };
}

function PlanTabs({ plan, tab }: { plan: PlanDetails; tab: string }) {
  const current = (isIt: boolean) => (isIt ? ("page" as const) : undefined);
  const isDetails = tab === "details";
  return (
    <nav className="tabs" aria-label="Plan">
      <Link
        to="/plans/$id"
        params={{ id: plan.id }}
        search={{ tab: "details" } as never}
        aria-current={current(isDetails)}
        activeProps={{}}
        activeOptions={{ exact: true, includeSearch: true }}
      >
        Details
      </Link>
      <Link
        to="/plans/$id"
        params={{ id: plan.id }}
        search={{} as never}
        aria-current={current(!isDetails)}
        activeProps={{}}
        activeOptions={{ exact: true, includeSearch: true }}
      >
        License keys
      </Link>
      <Link to="/orders" search={{ plan: plan.id } as never}>
        Orders <span className="count">{plan.orderCount.toLocaleString("en")}</span>
      </Link>
    </nav>
  );
}
