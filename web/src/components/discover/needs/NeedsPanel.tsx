import "@/text/en/discover";
import { ActionIcon, Alert, Box, Button, FileButton, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconFileImport, IconX } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { useFiles } from "@/lib/useFiles";
import { t } from "@/text";
import { FetchMissing } from "./FetchMissing";
import { NeededModels } from "./NeededModels";
import { readDropped, useNeeds } from "./useNeeds";

/** Takes a workflow or a picture, dropped anywhere on the page, and lists the models that it needs. */
export function NeedsPanel() {
  const { dropped, take, needs, canLookAgain } = useNeeds();
  const [problem, setProblem] = useState<unknown>();
  const open = useCallback(
    (file: File | null) => {
      if (!file) return;
      setProblem(undefined);
      readDropped(file).then(take, setProblem);
    },
    [take],
  );
  const isOver = useFiles(open);
  return (
    <Box component="section" aria-label={t("discover.needs")}>
      <Paper
        withBorder
        p="xs"
        style={{ borderStyle: "dashed", ...(isOver && { borderColor: "var(--mantine-primary-color-filled)" }) }}
      >
        <Group gap="sm" wrap="wrap">
          <IconFileImport size={20} aria-hidden />
          <Text size="sm" style={{ flex: "1 1 220px" }}>
            {t("discover.drop")}
          </Text>
          <FileButton onChange={open} accept=".json,application/json,image/*,video/mp4">
            {(props) => (
              <Button {...props} size="compact-sm" variant="light">
                {t("discover.drop_choose")}
              </Button>
            )}
          </FileButton>
        </Group>
      </Paper>
      {problem !== undefined && <ErrorPanel error={problem} doing={t("discover.needs_doing")} />}
      {dropped && (
        <Paper withBorder p="md" mt="sm">
          <Group justify="space-between" wrap="nowrap" mb="xs">
            <Title order={2} size="h4" style={{ overflowWrap: "anywhere" }}>
              {t("discover.needs_of", { name: dropped.name })}
            </Title>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("discover.needs_close")}
              onClick={() => take(undefined)}
            >
              <IconX size={18} />
            </ActionIcon>
          </Group>
          {needs.isPending && (
            <Stack gap="xs" aria-busy="true">
              <Text size="sm" c="dimmed" role="status">
                {t("discover.needs_asking")}
              </Text>
              <Skeleton h={60} />
              <Skeleton h={60} />
            </Stack>
          )}
          {needs.isError && (
            <ErrorPanel error={needs.error} doing={t("discover.needs_doing")} onRetry={() => void needs.refetch()} />
          )}
          {needs.isSuccess && (
            <Stack gap="sm">
              {needs.data.silent.map(({ source, message }) => (
                <Alert key={source} color="orange" title={t("discover.silent", { source })} p="xs">
                  {message}
                </Alert>
              ))}
              <NeededModels answer={needs.data} />
              <FetchMissing
                dropped={dropped}
                needs={needs.data.needs}
                isLooking={needs.isFetching}
                onLookAgain={canLookAgain ? () => void needs.refetch() : undefined}
              />
            </Stack>
          )}
        </Paper>
      )}
    </Box>
  );
}
