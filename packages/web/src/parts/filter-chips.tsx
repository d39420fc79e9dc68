import { Menu } from "@mantine/core";
import { IconCheck, IconPlus, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { Button } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";
import { MENU } from "#parts/menu.ts";

export interface Filter<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What it is set to, where it can't be chosen here, only be taken away. */
  readonly told?: string;
}

interface FilterChipsProps<Name extends string> {
  readonly filters: readonly Filter<Name>[];
  /** Empty text: not set. */
  readonly values: Readonly<Record<Name, string>>;
  readonly onChange: (changes: Partial<Record<Name, string>>) => void;
}

/** What a list is narrowed by: a chip for each filter, dashed until it is set. "Clear" ends all of them. */
export function FilterChips<Name extends string>({ filters, values, onChange }: FilterChipsProps<Name>) {
  const isSet = filters.some(({ name }) => values[name] !== "");
  const place = useRef<HTMLDivElement>(null);
  // What was pressed goes away with what it took away.
  const keepFocus = () => place.current?.querySelector("button")?.focus();
  return (
    <div className="filters" ref={place}>
      {filters.map((filter) => (
        <FilterChip
          key={filter.name}
          filter={filter}
          value={values[filter.name]}
          onChange={(value) => onChange({ [filter.name]: value } as Partial<Record<Name, string>>)}
          keepFocus={keepFocus}
        />
      ))}
      {isSet && (
        <Button
          look="quiet"
          onClick={() => {
            keepFocus();
            onChange(Object.fromEntries(filters.map(({ name }) => [name, ""])) as Partial<Record<Name, string>>);
          }}
        >
          Clear
        </Button>
      )}
    </div>
  );
}

function FilterChip({
  filter,
  value,
  onChange,
  keepFocus,
}: {
  filter: Filter<string>;
  value: string;
  onChange: (value: string) => void;
  keepFocus: () => void;
}) {
  const opener = useRef<HTMLButtonElement>(null);
  const { label, options, told } = filter;
  const remove = (
    <button
      type="button"
      className="filter-x"
      aria-label={`Remove filter ${label}`}
      onClick={() => {
        if (opener.current) opener.current.focus();
        else keepFocus();
        onChange("");
      }}
    >
      <Icon of={IconX} />
    </button>
  );
  if (told !== undefined)
    return (
      <span className="filter filter--on">
        <span className="filter-set">
          {label} <b>{told}</b>
        </span>
        {remove}
      </span>
    );
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu {...MENU} position="bottom-start" menuItemTabIndex={0}>
      {/* One button in both states: the focus comes back to it when the menu closes. */}
      <span className={`filter ${value === "" ? "" : "filter--on"}`}>
        <Menu.Target>
          <button ref={opener} type="button" className="filter-set bare">
            {value === "" ? (
              <>
                <Icon of={IconPlus} />
                {label}
              </>
            ) : (
              <>
                {label} <b>{chosen?.label ?? value}</b>
              </>
            )}
          </button>
        </Menu.Target>
        {value !== "" && remove}
      </span>
      <Menu.Dropdown aria-label={label}>
        {options.map((option) => (
          <Menu.RadioItem
            key={option.value}
            value={option.value}
            checked={option.value === value}
            checkIcon={<Icon of={IconCheck} />}
            closeMenuOnClick
            onChange={(chosen) => {
              // The item that was chosen goes away with its menu.
              opener.current?.focus();
              onChange(chosen);
            }}
          >
            {option.label}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
