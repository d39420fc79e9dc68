import { Menu } from "@mantine/core";
import { IconCheck, IconPlus, IconX } from "@tabler/icons-react";
import { Button } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";
import { MENU } from "#parts/menu.ts";

export interface Filter<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
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
  return (
    <div className="filters">
      {filters.map((filter) => (
        <FilterChip
          key={filter.name}
          filter={filter}
          value={values[filter.name]}
          onChange={(value) => onChange({ [filter.name]: value } as Partial<Record<Name, string>>)}
        />
      ))}
      {isSet && (
        <Button
          look="quiet"
          onClick={() =>
            onChange(Object.fromEntries(filters.map(({ name }) => [name, ""])) as Partial<Record<Name, string>>)
          }
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
}: {
  filter: Filter<string>;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, options } = filter;
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu {...MENU} position="bottom-start">
      {value === "" ? (
        <Menu.Target>
          <button type="button" className="filter">
            <Icon of={IconPlus} />
            {label}
          </button>
        </Menu.Target>
      ) : (
        <span className="filter filter--on">
          <Menu.Target>
            <button type="button" className="filter-set bare">
              {label} <b>{chosen?.label ?? value}</b>
            </button>
          </Menu.Target>
          <button type="button" className="filter-x" aria-label={`Remove filter ${label}`} onClick={() => onChange("")}>
            <Icon of={IconX} />
          </button>
        </span>
      )}
      <Menu.Dropdown aria-label={label}>
        {options.map((option) => (
          <Menu.RadioItem
            key={option.value}
            value={option.value}
            checked={option.value === value}
            checkIcon={<Icon of={IconCheck} />}
            closeMenuOnClick
            onChange={onChange}
          >
            {option.label}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
