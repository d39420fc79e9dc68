import { Modal } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import type { Problem } from "#data/problem.ts";
import { Button, IconButton } from "#parts/button.tsx";
import { Note } from "#parts/note.tsx";

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The act: "Regenerate key". */
  readonly title: string;
  /** To whom: "Ines Duarte, key ending C5NPG". */
  readonly about?: ReactNode;
  /** It shows something that is shown this once: a click beside it does not close it. */
  readonly showsOnce?: boolean;
}

const TRANSITION = {
  duration: 180,
  timingFunction: "cubic-bezier(0.2, 0, 0, 1)",
  transition: {
    in: { opacity: 1, transform: "none" },
    out: { opacity: 0, transform: "translateY(4px)" },
    transitionProperty: "opacity, transform",
  },
} as const;

/** A dialog with its own content. Escape closes it, and the focus goes back to where it was. */
export function Dialog({
  opened,
  onClose,
  title,
  about,
  showsOnce = false,
  children,
  footer,
}: DialogProps & { children: ReactNode; footer: ReactNode }) {
  const id = useId();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={!showsOnce}
      size={460}
      xOffset={16}
      yOffset={16}
      centered
      transitionProps={TRANSITION}
    >
      <Modal.Overlay backgroundOpacity={1} />
      <Modal.Content aria-describedby={about ? `${id}-about` : undefined}>
        <div className="dialog-h">
          <div>
            <Modal.Title className="dialog-t">{title}</Modal.Title>
            {about && <p id={`${id}-about`}>{about}</p>}
          </div>
          <IconButton look="quiet" size="sm" icon={IconX} label="Close" onClick={onClose} />
        </div>
        <Modal.Body>
          {children}
          <div className="dialog-f">{footer}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface FormDialogProps extends DialogProps {
  /** Repeats the verb of the title: "Save limit". */
  readonly verb: string;
  /** While it is under way: "Saving". */
  readonly busyVerb: string;
  /** The way out; says what stays: "Keep license". */
  readonly wayOut?: string;
  /** The act can't be undone. */
  readonly danger?: boolean;
  /** What is missing before it can be done. */
  readonly disabled?: boolean;
  readonly busy: boolean;
  /** Why it was refused; what was typed stays. Null: not refused. */
  readonly problem: Problem | null;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/**
 * A dialog that asks for something and does it. Close it yourself when it is done (`onSuccess`), and reset the change
 * when it closes. What is wrong with a field stands beside the field; everything else that was refused stands here.
 */
export function FormDialog(props: FormDialogProps) {
  const {
    opened,
    onClose,
    title,
    about,
    verb,
    busyVerb,
    wayOut = "Cancel",
    danger,
    disabled,
    busy,
    problem,
    onSubmit,
    children,
  } = props;
  const id = useId();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={title}
      about={about}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {wayOut}
          </Button>
          <Button
            size="lg"
            look={danger ? "danger" : "main"}
            type="submit"
            form={id}
            busy={busy}
            busyLabel={busyVerb}
            disabled={disabled}
          >
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="dialog-b"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !disabled) onSubmit();
        }}
      >
        {children}
        {problem && Object.keys(problem.fieldErrors).length === 0 && (
          <Note tone={problem.isChangedElsewhere ? "elsewhere" : "bad"} role="alert">
            {problem.message}
          </Note>
        )}
      </form>
    </Dialog>
  );
}

/** A dialog that asks once more before something is done: a warning, the way out, and the verb. */
export function ConfirmDialog({
  warning,
  children,
  ...rest
}: Omit<FormDialogProps, "children"> & { warning: ReactNode; children?: ReactNode }) {
  return (
    <FormDialog {...rest}>
      <Note tone={rest.danger ? "bad" : "warn"}>{warning}</Note>
      {children}
    </FormDialog>
  );
}
