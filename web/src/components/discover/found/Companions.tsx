import "@/text/en/discover";
import { Badge, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { Doc } from "@/api/client";
import { bytes } from "@/lib/format";
import { t } from "@/text";

type Companion = Doc<"PlannedCompanion">;

/**
 * What a model needs beside it: which of it is here, and which is fetched along.
 * `without` holds the addresses that are the other way round than usual: what everybody needs is usually fetched along,
 * what only some need is not.
 */
export function Companions({
  companions,
  note,
  without,
  onChange,
}: {
  companions: readonly Companion[];
  note: string | null | undefined;
  without: ReadonlySet<string>;
  onChange: (without: ReadonlySet<string>) => void;
}) {
  if (companions.length === 0) return null;
  const toggle = (url: string) => {
    const next = new Set(without);
    if (!next.delete(url)) next.add(url);
    onChange(next);
  };
  return (
    <section>
      <Title order={3} size="h5" mt="md" mb={6}>
        {t("discover.companions")}
      </Title>
      <Stack gap={6}>
        {companions.map((one) =>
          one.state === "present" ? (
            <Group key={one.url} gap={6} wrap="nowrap">
              <IconCheck size={16} aria-hidden color="var(--mantine-color-green-filled)" />
              <Text size="sm">
                {one.role}{" "}
                <Badge size="xs" color="green" variant="light">
                  {t("discover.file_here")}
                </Badge>
              </Text>
            </Group>
          ) : (
            <Checkbox
              key={one.url}
              checked={without.has(one.url) === Boolean(one.when)}
              onChange={() => toggle(one.url)}
              label={t("discover.companion_along", { role: one.role })}
              description={[one.file, bytes(one.size), one.when].filter(Boolean).join(" · ")}
              styles={{ description: { overflowWrap: "anywhere" } }}
            />
          ),
        )}
      </Stack>
      {note && (
        <Text size="xs" c="dimmed" mt={6}>
          {note}
        </Text>
      )}
    </section>
  );
}
