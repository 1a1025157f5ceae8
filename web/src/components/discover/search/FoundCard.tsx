import "@/text/en/discover";
import { Badge, Card, Group, Text } from "@mantine/core";
import { IconCheck, IconDownload, IconLock } from "@tabler/icons-react";
import { PageLink } from "@/components/parts/PageLink";
import { ago, count } from "@/lib/format";
import { t } from "@/text";
import { Picture } from "../Picture";
import classes from "./FoundCard.module.css";
import { type FoundModel, SOURCES } from "./query";

/** A model of a source: what it is, how liked, and whether it is here. */
export function FoundCard({ model, isHere }: { model: FoundModel; isHere: boolean }) {
  return (
    <Card withBorder p={0} h="100%" className={classes.card}>
      <div className={classes.picture}>
        <Picture picture={model.picture} width={384} />
        <Group gap={4} className={classes.badges}>
          <Badge size="sm" color="dark" variant="filled">
            {SOURCES[model.source] ?? model.source}
          </Badge>
          {model.nsfw && (
            <Badge size="sm" color="red" variant="filled">
              {t("discover.is_mature")}
            </Badge>
          )}
          {model.gated && (
            <Badge size="sm" color="dark" variant="filled" leftSection={<IconLock size={11} aria-hidden />}>
              {t("discover.gated")}
            </Badge>
          )}
        </Group>
      </div>
      <div className={classes.words}>
        <PageLink
          to="/discover"
          search={(old) => ({ ...old, found: model.reference, version: undefined, file: undefined })}
          fw={600}
          lineClamp={2}
          className={classes.link}
          c="inherit"
        >
          {model.name}
        </PageLink>
        <Text size="xs" c="dimmed" truncate>
          {[model.type, model.base_model, model.creator].filter(Boolean).join(" · ")}
        </Text>
        <Group gap="xs" mt={6} justify="space-between">
          <Group gap={4}>
            <IconDownload size={14} aria-hidden />
            <Text size="xs" aria-label={t("discover.downloads", { count: model.downloads ?? 0 })}>
              {count(model.downloads)}
            </Text>
            {model.updated_at && (
              <Text size="xs" c="dimmed">
                · {ago(model.updated_at)}
              </Text>
            )}
          </Group>
          {isHere && (
            <Badge size="sm" color="green" variant="light" leftSection={<IconCheck size={11} aria-hidden />}>
              {t("discover.here")}
            </Badge>
          )}
        </Group>
      </div>
    </Card>
  );
}
