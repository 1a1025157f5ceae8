import "@/text/en/generate";
import { Alert, List, Text } from "@mantine/core";
import { IconPhotoScan } from "@tabler/icons-react";
import { t } from "@/text";
import { useGeneration } from "../GenerationProvider";

/** What of settings from elsewhere is in the form now, and what is not. */
export function ReportPanel() {
  const { report, closeReport } = useGeneration();
  if (!report) return null;
  return (
    <Alert
      color="grape"
      icon={<IconPhotoScan aria-hidden />}
      title={t("generate.report.title", { source: report.source })}
      withCloseButton
      closeButtonLabel={t("generate.report.close")}
      onClose={closeReport}
      role="status"
    >
      <Text size="sm">
        {report.taken.length > 0
          ? t("generate.report.taken", { fields: report.taken.join(", ") })
          : t("generate.report.nothing")}
      </Text>
      {report.models.length > 0 && (
        <List size="sm" mt={4}>
          {report.models.map((model) => (
            <List.Item key={model.name}>
              {model.name}:{" "}
              {model.matchedBy ? t("generate.report.found", { how: model.matchedBy }) : t("generate.report.not_found")}
            </List.Item>
          ))}
        </List>
      )}
      {report.left.length > 0 && (
        <>
          <Text size="sm" fw={600} mt={4}>
            {t("generate.report.left")}
          </Text>
          <List size="sm">
            {report.left.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
