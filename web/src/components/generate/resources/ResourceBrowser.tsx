import "@/text/en/generate";
import {
  Alert,
  Badge,
  Box,
  Button,
  Card,
  Center,
  Group,
  Loader,
  Modal,
  Select,
  SimpleGrid,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCube, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { levelWord } from "@/app/levels";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { type Display, Leveled } from "@/components/parts/Leveled";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import type { Entry, Resource } from "../types";
import { Preview } from "./Preview";
import { keyOf } from "./ResourceSelectDropdown";
import { entryOf, type ResourceWish, refusalOf, shownPreview, useResources } from "./useResources";

const PAUSE = 300;

/** All models that a place of the form takes, as cards. */
export function ResourceBrowser({
  wish,
  title,
  opened,
  onClose,
  onChoose,
}: {
  wish: Omit<ResourceWish, "query" | "source">;
  title: string;
  opened: boolean;
  onClose: () => void;
  onChoose: (entry: Entry) => void;
}) {
  const [text, setText] = useState("");
  const [query] = useDebouncedValue(text, PAUSE);
  const [source, setSource] = useState<ResourceWish["source"]>("all");
  const asked = useResources({ ...wish, query, source }, opened);
  const found = asked.data?.pages.flatMap((page) => page.items) ?? [];
  const silent = asked.data?.pages[0]?.sources.filter((one) => one.error) ?? [];
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="xl" closeButtonProps={{ "aria-label": t("close") }}>
      <Group align="flex-end" mb="sm">
        <TextInput
          style={{ flex: 1 }}
          label={t("generate.resource.search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Select
          w={150}
          label={t("generate.resource.source")}
          data={(["all", "local", "civitai"] as const).map((value) => ({
            value,
            label: t(`generate.resource.source.${value}`),
          }))}
          value={source ?? "all"}
          allowDeselect={false}
          onChange={(next) => setSource((next ?? "all") as ResourceWish["source"])}
        />
      </Group>
      {silent.map((one) => (
        <Alert key={one.source} color="orange" mb="sm">
          {one.error?.message}
        </Alert>
      ))}
      <div aria-live="polite" aria-busy={asked.isFetching}>
        {asked.error ? (
          <ErrorPanel error={asked.error} doing={t("generate.resource.doing")} onRetry={() => void asked.refetch()} />
        ) : asked.isPending ? (
          <Center h={200}>
            <Loader />
          </Center>
        ) : found.length === 0 ? (
          <EmptyState icon={<IconCube aria-hidden />} title={t("generate.resource.none")}>
            {t("generate.resource.none.step")}
          </EmptyState>
        ) : (
          <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
            {found.map((one) => (
              <FoundCard key={keyOf(one)} resource={one} onChoose={onChoose} />
            ))}
          </SimpleGrid>
        )}
      </div>
      {asked.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            {t("generate.more")}
          </Button>
        </Center>
      )}
    </Modal>
  );
}

function FoundCard({ resource, onChoose }: { resource: Resource; onChoose: (entry: Entry) => void }) {
  const entry = entryOf(resource);
  const refusal = refusalOf(resource) ?? (entry ? undefined : t("generate.resource.unnamed"));
  const preview = shownPreview(resource);
  return (
    <Card withBorder padding="xs" style={refusal !== undefined ? { filter: "grayscale(1)" } : undefined}>
      <Card.Section h={120}>
        <Leveled display={preview ? (resource.display as Display) : "show"} level={levelWord(resource.nsfw_level)}>
          <Preview src={preview} size="100%" />
        </Leveled>
      </Card.Section>
      <Text size="sm" fw={600} mt={6} lineClamp={2}>
        {resource.name}
      </Text>
      <Text size="xs" c="dimmed">
        {[resource.version_name, resource.creator, resource.size ? bytes(resource.size) : null]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <Group gap={4} my={4}>
        <Badge size="xs" variant="default">
          {resource.base_model ?? t("unknown")}
        </Badge>
        {resource.source === "local" && <Badge size="xs">{t("generate.resource.here")}</Badge>}
        {resource.experimental && (
          <Badge size="xs" variant="default">
            {t("generate.experimental")}
          </Badge>
        )}
      </Group>
      <Box style={{ flex: 1 }}>
        {(refusal || resource.level === "partial") && (
          <Text size="xs" c="dimmed" lineClamp={4}>
            {refusal ?? resource.level_reason?.message}
          </Text>
        )}
      </Box>
      <Button
        mt={6}
        size="compact-sm"
        variant="light"
        disabled={refusal !== undefined}
        aria-label={t("generate.resource.choose", { name: resource.name })}
        onClick={() => entry && onChoose(entry)}
      >
        {t("generate.resource.take")}
      </Button>
    </Card>
  );
}
