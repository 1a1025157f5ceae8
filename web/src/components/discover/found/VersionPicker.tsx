import "@/text/en/discover";
import { Badge, Chip, Group, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { t } from "@/text";
import type { FoundVersion } from "./detail";

/** The versions of a model, the newest first, and which of them are here. */
export function VersionPicker({
  versions,
  chosen,
  onChoose,
}: {
  versions: readonly FoundVersion[];
  chosen: FoundVersion | undefined;
  onChoose: (id: string) => void;
}) {
  if (versions.length < 2) return null;
  return (
    <section>
      <Title order={3} size="h5" mb={6}>
        {t("discover.versions")}
      </Title>
      <Chip.Group value={chosen?.id ?? ""} onChange={(id) => onChoose(id as string)}>
        <Group gap={6} role="radiogroup" aria-label={t("discover.versions")}>
          {versions.map((version) => (
            <Chip key={version.id} value={version.id} size="xs" icon={null}>
              {version.name}
              {version.in_library && (
                <Badge
                  ml={4}
                  size="xs"
                  color="green"
                  variant="light"
                  component="span"
                  leftSection={<IconCheck size={9} aria-hidden />}
                >
                  {t("discover.version_here")}
                </Badge>
              )}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </section>
  );
}
