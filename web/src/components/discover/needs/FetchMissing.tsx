import "@/text/en/discover";
import { Button, Group, List, Stack, Text } from "@mantine/core";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { useMay } from "@/app/session";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageLink } from "@/components/parts/PageLink";
import { t } from "@/text";
import { type Need, sureOf } from "./needs";
import { type Dropped, useFetchMissing } from "./useNeeds";

/** Gets what is missing and surely known, and says of each what became of it. */
export function FetchMissing({
  dropped,
  needs,
  isLooking,
  onLookAgain,
}: {
  dropped: Dropped;
  needs: readonly Need[];
  isLooking: boolean;
  onLookAgain: (() => void) | undefined;
}) {
  const fetching = useFetchMissing(dropped, needs);
  const mayWrite = useMay("write");
  const sure = needs.filter(sureOf);
  const begun = fetching.data ?? [];
  return (
    <Stack gap="xs">
      {fetching.isError && <ErrorPanel error={fetching.error} doing={t("discover.start_doing")} />}
      <Group gap="xs">
        <Button
          size="xs"
          leftSection={<IconDownload size={15} aria-hidden />}
          disabled={sure.length === 0 || !mayWrite}
          loading={fetching.isPending}
          onClick={() => !fetching.isPending && fetching.mutate()}
        >
          {t("discover.needs_get", { count: sure.length })}
        </Button>
        {onLookAgain && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={isLooking}
            onClick={onLookAgain}
          >
            {t("discover.needs_again")}
          </Button>
        )}
      </Group>
      {fetching.isSuccess && (
        <div role="status">
          <List size="sm">
            {begun.map(({ name, error, note }) => (
              <List.Item key={name} c={error ? "red" : undefined}>
                <b>{name}</b>: {error ?? t("discover.started")}
                {note && ` · ${note}`}
              </List.Item>
            ))}
          </List>
          <Text size="sm">
            <PageLink to="/downloads" size="sm">
              {t("discover.started_look")}
            </PageLink>
          </Text>
        </div>
      )}
    </Stack>
  );
}
