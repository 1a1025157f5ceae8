import "@/text/en/discover";
import { Alert, Checkbox, List, Text } from "@mantine/core";
import { IconBiohazard } from "@tabler/icons-react";
import { useMay } from "@/app/session";
import { t } from "@/text";
import type { Finding } from "./findings";

/** Names what scans say against the files, and asks whether they are wanted all the same. */
export function Danger({
  findings,
  accepted,
  onAccept,
}: {
  findings: readonly Finding[];
  accepted: boolean;
  onAccept: (accepted: boolean) => void;
}) {
  const mayAccept = useMay("admin");
  if (findings.length === 0) return null;
  return (
    <Alert color="red" mt="md" icon={<IconBiohazard aria-hidden />} title={t("discover.danger")}>
      <List size="sm">
        {findings.map(({ file, danger }) => (
          <List.Item key={file}>
            <Text size="sm" span style={{ overflowWrap: "anywhere" }}>
              {t("discover.danger_of", { file, danger })}
            </Text>
          </List.Item>
        ))}
      </List>
      <Text size="sm" my="xs">
        {t("discover.danger_about")}
      </Text>
      {mayAccept ? (
        <Checkbox
          checked={accepted}
          onChange={(event) => onAccept(event.currentTarget.checked)}
          label={t("discover.danger_accept")}
        />
      ) : (
        <Text size="sm">{t("discover.danger_may_not")}</Text>
      )}
    </Alert>
  );
}
