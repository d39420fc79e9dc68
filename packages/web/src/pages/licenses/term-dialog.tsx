import { type ReactNode, useState } from "react";
import type { EditLicense, License } from "#data/api.gen.ts";
import { useEditLicense } from "#data/licenses.ts";
import { timeOf } from "#data/moments.ts";
import { AboutLicense, type LicenseDialogProps, useReview } from "#pages/licenses/use-review.tsx";
import { Choose } from "#parts/choose.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { capital } from "#parts/measure-words.ts";
import { toast } from "#parts/toast.tsx";
import { useOpening } from "#parts/use-opening.ts";

/** One term of a license that a dialog edits. */
export interface Term<Value> {
  readonly field: keyof EditLicense;
  /** "Edit activation limit". */
  readonly title: string;
  /** What it says, before two values of it: "Devices at the same time". */
  readonly label: string;
  /** "Save limit". */
  readonly verb: string;
  readonly valueOf: (license: License) => Value;
  readonly isSame: (one: Value, other: Value) => boolean;
  /** "8 devices", "unlimited". */
  readonly word: (value: Value) => string;
  /** As the API takes it. */
  readonly changesOf: (value: Value) => EditLicense;
  /** Once it is saved: "Activation limit set to 8". */
  readonly done: (value: Value) => string;
}

/** What the fields of the dialog are told. */
interface Fields {
  /** What is wrong with what is typed: it stands beside its field. */
  readonly error: string | undefined;
  /** To be called when something else is typed. */
  readonly edited: () => void;
}

interface TermDialogProps<Value> extends LicenseDialogProps {
  readonly term: Term<Value>;
  /** What the fields say. */
  readonly mine: Value;
  /** What the server would refuse about it. @param before the license as it was when the dialog opened */
  readonly faultOf?: (before: License) => string | undefined;
  readonly children: (fields: Fields) => ReactNode;
  /** What saving would do besides; not told while the other one's value is kept. */
  readonly warning?: ReactNode;
}

/**
 * The frame of a dialog that edits one term of a license. When somebody else changed the same term meanwhile, both values
 * stand side by side instead of the fields, and one of them is chosen.
 */
export function TermDialog<Value>(props: TermDialogProps<Value>) {
  const { license, opened, onClose, term, mine, faultOf, children, warning } = props;
  const [kept, setKept] = useState<"mine" | "theirs">("mine");
  const [fault, setFault] = useState<string>();
  const edit = useEditLicense(license.id);
  const review = useReview(license, opened, edit);
  useOpening(opened, () => {
    setKept("mine");
    setFault(undefined);
  });
  const close = () => {
    edit.reset();
    onClose();
  };
  const saved = term.valueOf(license);
  const found = faultOf?.(review.before);
  const isSaved = term.isSame(mine, saved);
  const isConflict =
    review.isChanged && !term.isSame(term.valueOf(review.before), saved) && found === undefined && !isSaved;
  const isTheirs = isConflict && kept === "theirs";
  const submit = () => {
    setFault(found);
    if (found !== undefined) return;
    if (isTheirs || isSaved) return close();
    edit.mutate(
      { etag: license.etag, changes: term.changesOf(mine) },
      {
        onSuccess: () => {
          close();
          toast(term.done(mine));
        },
      },
    );
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title={term.title}
      about={<AboutLicense license={license} />}
      verb={isConflict ? (isTheirs ? `Keep ${term.word(saved)}` : `Save ${term.word(mine)}`) : term.verb}
      busyVerb="Saving"
      busy={edit.isPending}
      problem={review.problem}
      disabled={license.status === "deactivated"}
      onSubmit={submit}
    >
      {review.note}
      {isConflict ? (
        <Choose
          label={term.label}
          value={kept}
          onChange={setKept}
          options={[
            {
              value: "theirs",
              label: capital(term.word(saved)),
              hint: review.at ? `${review.who}, saved ${timeOf(review.at)}` : "Saved",
            },
            { value: "mine", label: capital(term.word(mine)), hint: "Yours, not saved" },
          ]}
        />
      ) : (
        children({
          error: fault ?? edit.error?.fieldErrors[term.field],
          edited: () => {
            setFault(undefined);
            if (edit.error) edit.reset();
          },
        })
      )}
      {!isTheirs && warning}
    </FormDialog>
  );
}
