import "@/text/en/gallery";
import { Accordion, Alert, Group, List, Stack, Table, Text, Title } from "@mantine/core";
import { t } from "@/text";
import { Copy } from "./Copy";
import css from "./gallery.module.css";
import type { Recipe } from "./queries";
import { asText, settingsOf } from "./recipe";
import { UsedModels } from "./UsedModels";

/** How a picture was made, with every word of it to copy. */
export function RecipeDetails({ recipe, pictureId }: { recipe: Recipe; pictureId?: number }) {
  const settings = settingsOf(recipe);
  const raw = Object.entries(recipe.settings);
  const isEmpty = !recipe.prompt && settings.length === 0 && raw.length === 0;
  return (
    <Stack gap="md">
      {recipe.problems.length > 0 && (
        <Alert color="orange" title={t("gallery.problems")}>
          <List size="sm">
            {recipe.problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {isEmpty && (
        <Text size="sm" c="dimmed">
          {t("gallery.no_recipe")}
        </Text>
      )}
      {recipe.prompt && <Words label={t("gallery.prompt")} text={recipe.prompt} />}
      {recipe.negative_prompt && <Words label={t("gallery.negative")} text={recipe.negative_prompt} />}
      {settings.length > 0 && (
        <section>
          <Group justify="space-between" mb={4}>
            <Title order={3} size="h6">
              {t("gallery.settings")}
            </Title>
            <Copy text={asText(recipe)} what={t("gallery.all")} />
          </Group>
          <Pairs rows={settings} />
        </section>
      )}
      <section>
        <Title order={3} size="h6" mb={4}>
          {t("gallery.models")}
        </Title>
        <UsedModels models={recipe.models} pictureId={pictureId} />
      </section>
      {raw.length > 0 && (
        <Accordion variant="contained">
          <Accordion.Item value="raw">
            <Accordion.Control>{t("gallery.raw", { count: raw.length })}</Accordion.Control>
            <Accordion.Panel>
              <Group justify="flex-end">
                <Copy text={JSON.stringify(recipe.settings, null, 2)} what={t("gallery.raw_what")} />
              </Group>
              <Pairs rows={raw.map(([label, value]) => ({ label, value }))} hasNoCopy />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </Stack>
  );
}

function Words({ label, text }: { label: string; text: string }) {
  return (
    <section>
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h6">
          {label}
        </Title>
        <Copy text={text} what={label} />
      </Group>
      <Text size="sm" className={css.prompt}>
        {text}
      </Text>
    </section>
  );
}

function Pairs({ rows, hasNoCopy }: { rows: readonly { label: string; value: string }[]; hasNoCopy?: boolean }) {
  return (
    <Table variant="vertical" withRowBorders={false} verticalSpacing={2} horizontalSpacing={0} layout="fixed">
      <Table.Tbody>
        {rows.map(({ label, value }) => (
          <Table.Tr key={label}>
            <Table.Th w="38%" fw={400} c="dimmed" bg="transparent" style={{ overflowWrap: "anywhere" }}>
              {label}
            </Table.Th>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
            {!hasNoCopy && (
              <Table.Td w={36} ta="right">
                <Copy text={value} what={label} isSmall />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
