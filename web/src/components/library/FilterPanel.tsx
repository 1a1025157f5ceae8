import "@/text/en/library";
import { Button, Group, NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { handleApiError } from "@/lib/error-handler";
import { count } from "@/lib/format";
import { type TextKey, t } from "@/text";
import { valueWord } from "./ActiveFilters";
import { type Filters, NARROWING, type Narrowing, questionOf } from "./filters";
import css from "./Library.module.css";
import { facetsQuery } from "./queries";

const SIZES = ["small", "medium", "large"];
const STATUSES = ["local", "available", "downloading", "error"];

/** A choice for everything that a list can be narrowed by, each with how many models are behind it. */
export default function FilterPanel({ filters, onChange }: { filters: Filters; onChange: (change: Filters) => void }) {
  const { data, error, refetch } = useQuery(facetsQuery(questionOf(filters)));
  const choices = (name: Narrowing): { value: string; count?: number }[] => {
    if (name === "size") return SIZES.map((value) => ({ value }));
    const counted = data?.[name] ?? [];
    if (name !== "status") return counted;
    return STATUSES.map((value) => ({
      value,
      count: counted.find((one) => one.value === value)?.count ?? (data && 0),
    }));
  };
  return (
    <>
      <div className={css.filters}>
        {NARROWING.map((name) => {
          const known = choices(name);
          const chosen = filters[name];
          // What is chosen stays to be seen, though nothing fits it any more.
          const all =
            chosen && !known.some(({ value }) => same(value, chosen)) ? [{ value: chosen, count: 0 }, ...known] : known;
          return (
            <NativeSelect
              key={name}
              size="xs"
              label={t(`library.filter_${name}` as TextKey)}
              value={all.find(({ value }) => chosen && same(value, chosen))?.value ?? ""}
              data={[
                { value: "", label: t("library.any") },
                ...all.map((one) => ({
                  value: one.value,
                  label:
                    one.count === undefined
                      ? valueWord(name, one.value)
                      : `${valueWord(name, one.value)} (${count(one.count)})`,
                })),
              ]}
              onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
            />
          );
        })}
      </div>
      {error && (
        <Group gap="xs" role="alert">
          <Text size="xs" c="red">
            {handleApiError(error, "").message}
          </Text>
          <Button size="compact-xs" variant="light" onClick={() => void refetch()}>
            {t("error.retry")}
          </Button>
        </Group>
      )}
    </>
  );
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
