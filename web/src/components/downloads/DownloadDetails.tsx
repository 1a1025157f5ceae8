import "@/text/en/downloads";
import { Code, Skeleton, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "@/api/client";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { duration, moment } from "@/lib/format";
import { t } from "@/text";
import type { DownloadTask } from "./tasks";

interface Arrived {
  path?: string;
  sha256?: string;
  verified_by: string;
}

/** What came of a download: where its files lie, which hash held, what was noted on the way. */
export function DownloadDetails({ task }: { task: DownloadTask }) {
  const where = { params: { path: { job: task.task_id } } };
  const details = useQuery({
    queryKey: ["downloads", "details", task.task_id, task.updated_at],
    queryFn: async () => {
      const [job, log] = await Promise.all([
        body(api.GET("/api/jobs/{job}", where)),
        body(api.GET("/api/jobs/{job}/log", where)),
      ]);
      return { files: ((job.result as { files?: Arrived[] } | null)?.files ?? []) as Arrived[], job, log };
    },
  });
  if (details.isPending) return <Skeleton h={80} mt="xs" />;
  if (details.isError)
    return (
      <ErrorPanel error={details.error} doing={t("downloads.details_doing")} onRetry={() => void details.refetch()} />
    );
  const { files, job, log } = details.data;
  const paths = files.length > 0 ? files.map(({ path }) => path) : (task.files ?? []).map(({ path }) => path);
  const took = job.started_at && job.finished_at ? job.finished_at - job.started_at : null;
  return (
    <Table withRowBorders={false} verticalSpacing={2} mt={4} fz="sm" layout="fixed">
      <Table.Tbody>
        <Row title={t("downloads.from")}>{task.reference}</Row>
        {paths.some(Boolean) && <Row title={t("downloads.to")}>{paths.filter(Boolean).join("\n")}</Row>}
        {files.map((file) => (
          <Row key={file.path} title={t("downloads.verified_by")}>
            {file.verified_by === "none" ? t("downloads.verified_none") : file.verified_by}
            {file.sha256 && (
              <>
                {" "}
                <Code style={{ overflowWrap: "anywhere" }}>{file.sha256}</Code>
              </>
            )}
          </Row>
        ))}
        <Row title={t("downloads.took")}>
          {duration(took)} · {moment(task.updated_at)}
        </Row>
        {log.lines.length > 0 && (
          <Row title={t("downloads.notes")}>{log.lines.map(({ message }) => message).join("\n")}</Row>
        )}
      </Table.Tbody>
    </Table>
  );
}

function Row({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={110} style={{ verticalAlign: "top", fontWeight: 500 }}>
        {title}
      </Table.Th>
      <Table.Td style={{ overflowWrap: "anywhere", whiteSpace: "pre-line" }}>{children}</Table.Td>
    </Table.Tr>
  );
}
