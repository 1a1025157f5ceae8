import "@/text/en/settings";
import { Badge, Box, Skeleton, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { previewQuery } from "@/components/settings/parts/roots";
import { handleApiError } from "@/lib/error-handler";
import { t } from "@/text";

/** Which kinds of models would go where, before anything is made. */
export function Preview({ root, layout }: { root: string; layout: string }) {
  const preview = useQuery(previewQuery(root, layout));
  if (preview.isError)
    return (
      <Text size="sm" c="dimmed" role="status">
        {handleApiError(preview.error, t("settings.folders.preview")).message}
      </Text>
    );
  if (!preview.data) return <Skeleton h={120} />;
  return (
    <Box>
      <Text size="sm" fw={500} mb={4}>
        {t("settings.folders.preview_of", { path: preview.data.models_folder })}
      </Text>
      <Table.ScrollContainer minWidth={420} mah={320}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("settings.folders.preview.kind")}</Table.Th>
              <Table.Th>{t("settings.folders.preview.path")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.data.folders.map((folder) => (
              <Table.Tr key={folder.kind}>
                <Table.Td>
                  {folder.kind}
                  <Text size="xs" c="dimmed">
                    {folder.types.join(", ")}
                  </Text>
                </Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  {folder.path}{" "}
                  <Badge size="xs" variant="light" color={folder.exists ? "green" : "gray"} tt="none">
                    {t(folder.exists ? "settings.folders.preview.there" : "settings.folders.preview.made")}
                  </Badge>
                  {folder.reason && (
                    <Text size="xs" c="dimmed">
                      {folder.reason}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Box>
  );
}
