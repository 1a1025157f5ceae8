import "@/text/en/settings";
import { Badge, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { Row } from "@/components/settings/parts/Row";
import { useChange } from "@/components/settings/parts/useChange";
import { bytes, moment } from "@/lib/format";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";

const COLOURS: Readonly<Record<string, string>> = {
  update_available: "green",
  early_access: "blue",
  changed_upstream: "yellow",
  gone_upstream: "orange",
  failed: "red",
};

/** One file and its newest version: take it, or say that it is not wanted. */
export function FoundUpdate({
  found,
  stateName,
  isTaking,
  onTake,
}: {
  found: Doc<"FoundUpdateDocument">;
  stateName: string;
  isTaking: boolean;
  onTake(): void;
}) {
  const may = useMay("write");
  const look = useChange({
    ask: () => body(api.POST("/api/updates/check", { body: { model_ids: [found.model_id] } })),
    stale: ["jobs"],
    doing: t("settings.updates.check_doing"),
  });
  const wish = useChange({
    ask: (wishes: Doc<"UpdateWishes">) =>
      body(api.PUT("/api/models/{id}/updates", { params: { path: { id: found.model_id } }, body: wishes })),
    stale: ["updates", "model"],
    doing: t("settings.updates.wish_doing"),
    onDone: (_, wishes) => {
      if (wishes.follow_all || wishes.pinned === false || wishes.ignored === false) {
        // What there is now only a look says.
        look.run();
        return;
      }
      offerUndo(t("settings.updates.wished", { name: name(found) }), () =>
        wish.mutateAsync(
          wishes.pinned ? { pinned: false } : wishes.ignored ? { ignored: false } : { follow_all: true },
        ),
      );
    },
  });
  const offer = found.update ?? found.early_access ?? found.replacement;
  const isHeld = found.state === "pinned" || found.state === "ignored";
  return (
    <Row
      title={name(found)}
      badge={
        <Badge variant="light" color={COLOURS[found.state] ?? "gray"} tt="none">
          {stateName}
        </Badge>
      }
      lines={[
        offer &&
          t("settings.updates.offer", {
            from: found.version_name ?? t("unknown"),
            to: offer.version_name ?? String(offer.version_id),
            size: bytes(offer.size_bytes),
            when: moment(offer.published_at),
          }),
        offer?.early_access_ends && t("settings.updates.early_until", { when: moment(offer.early_access_ends) }),
        found.reason,
        found.path,
      ]}
      actions={
        <>
          {(found.update || found.early_access || found.replacement) && (
            <Button
              size="compact-sm"
              disabled={!may || isTaking}
              aria-label={`${t("settings.updates.take")}: “${name(found)}”`}
              onClick={onTake}
            >
              {t("settings.updates.take")}
            </Button>
          )}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                disabled={!may || wish.isPending}
                aria-label={`${t("settings.updates.more")}: “${name(found)}”`}
              >
                <IconDots size={16} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {!isHeld && <Menu.Item onClick={() => wish.run({ pinned: true })}>{t("settings.updates.pin")}</Menu.Item>}
              {!isHeld && offer && (
                <Menu.Item onClick={() => wish.run({ ignore_version: offer.version_id })}>
                  {t("settings.updates.ignore_version")}
                </Menu.Item>
              )}
              {!isHeld && (
                <Menu.Item onClick={() => wish.run({ ignored: true })}>{t("settings.updates.ignore")}</Menu.Item>
              )}
              <Menu.Item onClick={() => wish.run({ follow_all: true })}>{t("settings.updates.follow")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    />
  );
}

function name(found: Doc<"FoundUpdateDocument">): string {
  return found.model_name ?? found.path.split(/[\\/]/).at(-1) ?? found.model_id;
}
