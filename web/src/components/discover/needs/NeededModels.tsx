import { PageLink } from "@/components/parts/PageLink";
import "@/text/en/discover";
import { Badge, Box, Group, List, Stack, Text } from "@mantine/core";
import { bytes } from "@/lib/format";
import { type TextKey, t } from "@/text";
import { type Need, SURE } from "./needs";
import type { Answer } from "./useNeeds";

const COLORS: Record<string, string> = { present: "green", missing: "orange", unknown: "gray" };
const MOST = 3;

/** Each model with its state, why it is looked for there, and who may have it. */
export function NeededModels({ answer }: { answer: Answer }) {
  const { needs, inactive, links, note } = answer;
  const count = (state: string) => needs.filter((need) => need.state === state).length;
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {needs.length === 0
          ? t("discover.needs_none")
          : t("discover.needs_counts", {
              present: count("present"),
              missing: count("missing"),
              unknown: count("unknown"),
            })}
      </Text>
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
      <Stack gap={0} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {needs.map((need) => (
          <NeededModel key={need.key} need={need} />
        ))}
      </Stack>
      {inactive.length > 0 && (
        <Text size="xs" c="dimmed">
          {t("discover.needs_inactive", { names: inactive.map(({ name }) => name).join(", ") })}
        </Text>
      )}
      {links.length > 0 && (
        <Box>
          <Text size="xs" c="dimmed">
            {t("discover.needs_links")}
          </Text>
          <List size="xs">
            {links.map((link) => (
              <List.Item key={link} style={{ overflowWrap: "anywhere" }}>
                <Found reference={link}>{link}</Found>
              </List.Item>
            ))}
          </List>
        </Box>
      )}
    </Stack>
  );
}

function NeededModel({ need }: { need: Need }) {
  const shown = need.state === "present" ? [] : need.candidates.slice(0, MOST);
  return (
    <Box component="li" py={8} style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}>
      <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start">
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {need.name}
        </Text>
        <Badge size="sm" variant="light" color={COLORS[need.state] ?? "gray"} style={{ flexShrink: 0 }}>
          {t(`discover.needs.${need.state}` as TextKey)}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed" title={need.because ?? undefined}>
        {need.by}
        {need.because && ` · ${need.because}`}
      </Text>
      {need.path && (
        <Text size="xs" style={{ overflowWrap: "anywhere" }}>
          {need.path}
        </Text>
      )}
      {need.note && <Text size="xs">{need.note}</Text>}
      {need.state === "missing" && need.candidates.length === 0 && <Text size="xs">{t("discover.needs_nobody")}</Text>}
      {shown.map((one) => (
        <Group key={`${one.source} ${one.reference} ${one.file}`} gap={6} mt={4} wrap="wrap">
          <Badge size="xs" variant="light" color={one.confidence >= SURE ? "green" : "orange"}>
            {t("discover.needs_sure", { percent: Math.round(one.confidence * 100) })}
          </Badge>
          <Text size="xs" component="span" style={{ overflowWrap: "anywhere" }}>
            {one.source === "library" ? (
              one.reference
            ) : (
              <Found reference={one.reference} file={one.file_id ?? undefined}>
                {one.file ?? one.reference}
              </Found>
            )}{" "}
            · {one.source} · {one.reason}
            {one.size != null && ` · ${bytes(one.size)}`}
          </Text>
        </Group>
      ))}
    </Box>
  );
}

function Found({ reference, file, children }: { reference: string; file?: number; children: string }) {
  return (
    <PageLink
      to="/discover"
      size="xs"
      search={(old) => ({ ...old, found: reference, version: undefined, file: file?.toString() })}
    >
      {children}
    </PageLink>
  );
}
