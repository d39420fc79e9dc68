import { useEffect, useState } from "react";
import type { Rule } from "#data/field-rules.ts";
import { useFormState } from "#parts/use-form-state.ts";

/** One thing that an edit can change, and how it is said: two values are the same when the same words say them. */
export interface Term<Values extends object> {
  readonly name: string;
  /** The fields of the form that it is made of. */
  readonly fields: readonly (keyof Values)[];
  readonly words: (values: Values) => string;
}

/** A state of what is edited, as the form shows it. */
export interface State<Values extends object> {
  readonly etag: string;
  readonly values: Values;
}

/** What became of one term when two people edited: each side in words; null = as before. */
export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly theirs: string | null;
  readonly mine: string | null;
  /** Both changed it, each in another way. */
  readonly isConflict: boolean;
}

/**
 * A form over something that others may edit at the same time. What they save is taken over where nothing was typed;
 * where both changed the same, nothing is overwritten until somebody decides.
 * @param latest what the server has now
 * @param busy while a save is under way: what the server then has is not news
 */
export function useEditing<Values extends object>(
  latest: State<Values>,
  terms: readonly Term<Values>[],
  { rule, busy }: { rule: Rule; busy: boolean },
) {
  const [start, setStart] = useState(latest);
  /** What somebody else saved meanwhile, and which terms were taken over from it. */
  const [elsewhere, setElsewhere] = useState<{ theirs: State<Values>; taken: readonly string[] } | null>(null);
  const [isComparing, setIsComparing] = useState(false);
  const [keepTheirs, setKeepTheirs] = useState<readonly string[]>([]);
  const form = useFormState(latest.values, rule);

  const isSame = (term: Term<Values>, one: Values, other: Values) => term.words(one) === term.words(other);
  const isDirty = terms.some((term) => !isSame(term, form.values, start.values));

  const begin = (state: State<Values>) => {
    setStart(state);
    setElsewhere(null);
    setIsComparing(false);
    setKeepTheirs([]);
    form.reset(state.values);
  };
  const notice = (theirs: State<Values>) => {
    const before = elsewhere?.taken ?? [];
    const untouched = terms.filter((term) => before.includes(term.name) || isSame(term, form.values, start.values));
    const taken = untouched.filter((term) => !isSame(term, theirs.values, start.values));
    form.set(Object.assign({}, ...untouched.map((term) => pick(theirs.values, term.fields))));
    setElsewhere({ theirs, taken: taken.map(({ name }) => name) });
  };

  const known = elsewhere?.theirs.etag ?? start.etag;
  // Told by a new state on the server alone, not by typing.
  useEffect(() => {
    if (busy || latest.etag === known) return;
    if (isDirty) notice(latest);
    else begin(latest);
  }, [latest.etag, busy]);

  const differences = elsewhere === null ? [] : terms.flatMap((term) => differenceOf(term, elsewhere));
  function differenceOf(
    term: Term<Values>,
    { theirs, taken }: { theirs: State<Values>; taken: readonly string[] },
  ): Difference[] {
    const isTheirs = !isSame(term, theirs.values, start.values);
    const isMine = !taken.includes(term.name) && !isSame(term, form.values, start.values);
    if (!isTheirs && !isMine) return [];
    return [
      {
        name: term.name,
        before: term.words(start.values),
        theirs: isTheirs ? term.words(theirs.values) : null,
        mine: isMine ? term.words(form.values) : null,
        isConflict: isTheirs && isMine && !isSame(term, form.values, theirs.values),
      },
    ];
  }

  /** What a save would store: while two states are compared, what was chosen of each. */
  const result: Values = { ...form.values };
  if (elsewhere !== null) {
    for (const { name, fields } of terms)
      if (keepTheirs.includes(name)) Object.assign(result, pick(elsewhere.theirs.values, fields));
  }

  return {
    form,
    isDirty,
    result,
    differences,
    /** What to send as `If-Match`: the last state that was told here. */
    etag: known,
    theirs: elsewhere?.theirs ?? null,
    isComparing,
    keepTheirs,
    /** Begins anew with what was saved. */
    begin,
    /** Drops what was typed. */
    discard: () => begin(elsewhere?.theirs ?? start),
    /** Takes over what somebody else saved, without losing what was typed. */
    notice,
    compare: () => setIsComparing(true),
    /** Goes back to the form with what was chosen, such as when the server refused it. */
    backToForm: () => {
      form.set(result);
      setIsComparing(false);
      setKeepTheirs([]);
    },
    choose: (name: string, whose: "theirs" | "mine") =>
      setKeepTheirs((names) => (whose === "theirs" ? [...names, name] : names.filter((each) => each !== name))),
    /** Takes one term of theirs into the form. */
    take: (name: string) => {
      const term = terms.find((each) => each.name === name);
      if (elsewhere === null || term === undefined) return;
      form.set(pick(elsewhere.theirs.values, term.fields));
      setElsewhere({ ...elsewhere, taken: [...elsewhere.taken, name] });
    },
  };
}

export type Editing<Values extends object> = ReturnType<typeof useEditing<Values>>;

function pick<Values extends object>(values: Values, fields: readonly (keyof Values)[]): Partial<Values> {
  return Object.fromEntries(fields.map((field) => [field, values[field]])) as Partial<Values>;
}
