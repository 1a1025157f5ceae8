import "@/text/en/settings";
import { Button, Code, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { EmptyState } from "@/components/parts/EmptyState";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { Needs } from "@/components/settings/parts/Needs";
import { Row, Rows } from "@/components/settings/parts/Row";
import { Section } from "@/components/settings/parts/Section";
import { moment } from "@/lib/format";
import { t } from "@/text";

/** Who changed what, the newest first. */
export default function Audit() {
  const may = useMay("admin");
  const pages = useInfiniteQuery({
    queryKey: ["settings", "audit"],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/audit", {
          params: { query: { limit: 50, ...(pageParam === null ? {} : { before: pageParam }) } },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
    enabled: may,
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Needs scope="admin">
      <Section title={t("settings.audit")} description={t("settings.audit.about")}>
        {pages.isError ? (
          <ErrorPanel error={pages.error} doing={t("settings.audit.read")} onRetry={() => void pages.refetch()} />
        ) : pages.isPending ? (
          <PageSkeleton />
        ) : entries.length === 0 ? (
          <EmptyState icon={<IconUsers />} title={t("settings.audit.none")}>
            {t("settings.audit.none.about")}
          </EmptyState>
        ) : (
          <Rows label={t("settings.audit")}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Rows>
        )}
        {pages.hasNextPage && (
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t("settings.more")}
          </Button>
        )}
      </Section>
    </Needs>
  );
}

function Entry({ entry }: { entry: Doc<"AuditEntry"> }) {
  const details = entry.details as Record<string, unknown>;
  return (
    <Row
      title={<Code>{entry.what}</Code>}
      lines={[
        `${moment(entry.at)} · ${entry.who}${entry.subject ? ` · ${entry.subject}` : ""}`,
        <Text key="details" span size="xs">
          {Object.entries(details)
            .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
            .join(" · ")}
        </Text>,
      ]}
    />
  );
}
