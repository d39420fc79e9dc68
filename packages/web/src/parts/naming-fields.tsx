import { TextField } from "#parts/field.tsx";

/* How a product or a plan is called, wherever it is created or edited. */

interface NamingProps<Field extends string> {
  readonly form: {
    readonly values: Readonly<Record<Field, string>>;
    readonly errors: Readonly<Record<string, string>>;
    readonly set: (changes: Record<Field, string>) => void;
  };
}

/** @param isFirst it has the focus when its dialog opens */
export function NameField({ form, isFirst = false }: NamingProps<"name"> & { isFirst?: boolean }) {
  return (
    <TextField
      label="Name"
      autoComplete="off"
      {...(isFirst && { "data-autofocus": true })}
      value={form.values.name}
      error={form.errors.name}
      onChange={({ target }) => form.set({ name: target.value })}
      hint="Customers see it."
    />
  );
}

/** @param hint who names it so; said before what becomes of it */
export function IdentifierField({ form, hint }: NamingProps<"identifier"> & { hint: string }) {
  return (
    <TextField
      label="Identifier"
      className="mono"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      value={form.values.identifier}
      error={form.errors.identifier}
      onChange={({ target }) => form.set({ identifier: target.value })}
      hint={hint}
    />
  );
}

export function KeyPrefixField({ form, hint }: NamingProps<"keyPrefix"> & { hint: string }) {
  return (
    <TextField
      label="Key prefix"
      className="mono"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      value={form.values.keyPrefix}
      error={form.errors.keyPrefix}
      onChange={({ target }) => form.set({ keyPrefix: target.value.toUpperCase() })}
      hint={hint}
    />
  );
}
