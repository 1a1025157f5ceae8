import "@/text/en/settings";
import { SimpleGrid, TextInput } from "@mantine/core";
import { t } from "@/text";
import type { Fields } from "./fields";

/** What a place in a bucket is asked with. A key stands nowhere here: it is that of the profile. */
export function BucketFields({
  fields,
  errors,
  onChange,
}: {
  fields: Fields;
  errors: Partial<Record<"endpoint" | "region" | "profile", string>>;
  onChange(change: Partial<Fields>): void;
}) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      {(["endpoint", "region", "profile"] as const).map((name) => (
        <TextInput
          key={name}
          label={t(`settings.folders.${name}`)}
          description={t(`settings.folders.${name}.about`)}
          value={fields[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
          error={errors[name]}
        />
      ))}
    </SimpleGrid>
  );
}
