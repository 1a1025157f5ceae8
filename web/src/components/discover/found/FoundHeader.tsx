import "@/text/en/discover";
import { Anchor, Badge, Group, Spoiler, Text, Title } from "@mantine/core";
import { IconCheck, IconExternalLink, IconLock } from "@tabler/icons-react";
import { count, moment } from "@/lib/format";
import { t } from "@/text";
import { SOURCES } from "../search/query";
import { type FoundDetail, type FoundVersion, plainText } from "./detail";

/** What a model is, who made it, how it is liked, and what may be done with it. */
export function FoundHeader({ detail, version }: { detail: FoundDetail; version: FoundVersion | undefined }) {
  const { model } = detail;
  return (
    <div>
      <Title order={2} size="h3" style={{ overflowWrap: "anywhere" }}>
        {model.name}
      </Title>
      <Group gap={6} my={4}>
        <Badge size="sm" color="dark" variant="light">
          {SOURCES[model.source] ?? model.source}
        </Badge>
        {model.in_library && (
          <Badge size="sm" color="green" variant="light" leftSection={<IconCheck size={11} aria-hidden />}>
            {t("discover.here")}
          </Badge>
        )}
        {model.gated && (
          <Badge size="sm" color="orange" variant="light" leftSection={<IconLock size={11} aria-hidden />}>
            {t("discover.gated")}
          </Badge>
        )}
        {model.nsfw && (
          <Badge size="sm" color="red" variant="light">
            {t("discover.is_mature")}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {[
          model.type,
          version?.base_model ?? model.base_model,
          model.creator && t("discover.by", { name: model.creator }),
          model.downloads != null && t("discover.downloads_short", { count: count(model.downloads) }),
          model.likes != null && t("discover.likes", { count: count(model.likes) }),
          version?.published_at && moment(version.published_at),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <Anchor href={model.url} target="_blank" rel="noreferrer" size="sm">
        {t("discover.its_page")} <IconExternalLink size={13} aria-hidden />
      </Anchor>
      {version && version.trained_words.length > 0 && (
        <Group gap={4} mt={6}>
          <Text size="xs" c="dimmed">
            {t("discover.trained_words")}
          </Text>
          {version.trained_words.map((word) => (
            <Badge key={word} size="sm" variant="default" tt="none">
              {word}
            </Badge>
          ))}
        </Group>
      )}
      <Licence licence={detail.licence} />
      {detail.description && (
        <Spoiler
          maxHeight={72}
          showLabel={t("discover.description_more")}
          hideLabel={t("discover.description_less")}
          mt={6}
          fz="sm"
        >
          <Text size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
            {plainText(detail.description)}
          </Text>
        </Spoiler>
      )}
    </div>
  );
}

function Licence({ licence }: { licence: FoundDetail["licence"] }) {
  const rules = [
    licence.allow_no_credit === false && t("discover.licence.credit"),
    licence.allow_derivatives === false && t("discover.licence.no_derivatives"),
    licence.allow_different_licence === false && t("discover.licence.same"),
    licence.commercial_uses &&
      (licence.commercial_uses.length > 0
        ? t("discover.licence.commercial", { uses: licence.commercial_uses.join(", ") })
        : t("discover.licence.no_commercial")),
  ].filter((rule): rule is string => Boolean(rule));
  if (!licence.name && rules.length === 0) return null;
  return (
    <Text size="xs" mt={6}>
      <b>{t("discover.licence")}</b>{" "}
      {licence.link ? (
        <Anchor href={licence.link} target="_blank" rel="noreferrer" size="xs">
          {licence.name ?? licence.link}
        </Anchor>
      ) : (
        licence.name
      )}
      {licence.name && rules.length > 0 && " · "}
      {rules.join(" · ")}
    </Text>
  );
}
