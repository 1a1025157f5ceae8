import { ActionIcon, Box, Group, Text, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import { PageLink } from "@/components/parts/PageLink";
import { ago } from "@/lib/format";
import { t } from "@/text";
import type { News } from "./bell";

/** One thing that happened, which leads to its place. */
export function BellItem({ news, onSeen, onLeave }: { news: News; onSeen: () => void; onLeave: () => void }) {
  const words = useId();
  return (
    <Group component="li" gap={4} wrap="nowrap" align="flex-start" py={4}>
      <Box style={{ flex: 1, minWidth: 0 }}>
        <PageLink
          to={news.to}
          search={news.search}
          size="sm"
          c="inherit"
          fw={news.isUnseen ? 600 : 400}
          // All of its lines lead there, and what stands between them.
          style={{ display: "block", overflowWrap: "anywhere" }}
          id={words}
          onClick={() => {
            onSeen();
            onLeave();
          }}
        >
          {news.isUnseen && <VisuallyHidden>{t("bell.is_unseen")} </VisuallyHidden>}
          {news.isBad && (
            <IconAlertTriangle size={14} aria-hidden color="var(--mantine-color-red-6)" style={{ verticalAlign: -2 }} />
          )}{" "}
          {news.message}
        </PageLink>
        <Text size="xs" c="dimmed">
          {ago(news.at)}
        </Text>
      </Box>
      {news.isUnseen && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("bell.one_read")}
          aria-describedby={words}
          title={t("bell.one_read")}
          onClick={onSeen}
        >
          <IconCheck size={14} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}
