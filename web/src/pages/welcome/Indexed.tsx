import "@/text/en/welcome";
import { List, Spoiler, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { PageLink } from "@/components/parts/PageLink";
import { JobLine, useJob } from "@/components/settings/parts/JobLine";
import { Loaded } from "@/components/settings/parts/Loaded";
import { count, duration } from "@/lib/format";
import { t } from "@/text";

/** How far the look through the folders is, and what it found. */
export function Indexed({ job }: { job: string }) {
  const { data } = useJob(job);
  return <JobLine id={job}>{() => <Report since={data?.finished_at ?? 0} />}</JobLine>;
}

function Report({ since }: { since: number }) {
  const index = useQuery({
    queryKey: ["library", "index", since],
    queryFn: () => body(api.GET("/api/models/index")),
    staleTime: 0,
  });
  return (
    <Loaded query={index} doing={t("welcome.report_read")} rows={1}>
      {({ report }) => (report ? <Numbers report={report} /> : <Text size="sm">{t("welcome.no_report")}</Text>)}
    </Loaded>
  );
}

function Numbers({ report }: { report: Doc<"IndexReportDocument"> }) {
  return (
    <Stack gap="xs">
      <Text>
        {t("welcome.report", {
          seen: report.seen,
          added: report.added,
          unchanged: report.unchanged,
          took: duration(report.elapsed_ms / 1000),
        })}
      </Text>
      {report.seen === 0 && <Text size="sm">{t("welcome.report_empty")}</Text>}
      {report.warnings.map((warning) => (
        <Text key={warning} size="sm" c="orange">
          {warning}
        </Text>
      ))}
      {report.skipped.length > 0 && (
        <Spoiler maxHeight={120} showLabel={t("welcome.skipped_more")} hideLabel={t("welcome.skipped_less")}>
          <Text size="sm" fw={500}>
            {t("welcome.skipped", { count: count(report.skipped.length) })}
          </Text>
          <List size="sm">
            {report.skipped.map(({ path, why }) => (
              <List.Item key={path} style={{ overflowWrap: "anywhere" }}>
                {path}: {why}
              </List.Item>
            ))}
          </List>
        </Spoiler>
      )}
      <PageLink to="/">{t("welcome.to_library")}</PageLink>
    </Stack>
  );
}
