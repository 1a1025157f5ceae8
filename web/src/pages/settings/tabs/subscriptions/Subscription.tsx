import "@/text/en/settings";
import { Badge, Button, Collapse, Switch } from "@mantine/core";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { Row } from "@/components/settings/parts/Row";
import { useChange } from "@/components/settings/parts/useChange";
import { ago } from "@/lib/format";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { FoundVersions } from "./FoundVersions";
import { fieldsOf, questionOf } from "./fields";
import { SubscriptionForm } from "./SubscriptionForm";

const COLOURS: Readonly<Record<string, string>> = { stopped: "orange", gone: "red", failed: "red", current: "green" };
const KINDS = ["creator", "tag", "search", "model"] as const;

/** Something that is followed: how it stands, what was found, and how it is followed. */
export function Subscription({ one }: { one: Doc<"SubscriptionDocument"> }) {
  const may = useMay("write");
  const [shown, setShown] = useState<"form" | "found">();
  const path = { path: { id: one.id } };
  const name = one.name || one.value;
  const kind = KINDS.find((known) => known === one.kind);
  const enable = useChange({
    ask: (enabled: boolean) => body(api.PUT("/api/subscriptions/{id}", { params: path, body: { enabled } })),
    stale: ["updates"],
    doing: t("settings.subscriptions.change_doing"),
  });
  const followAgain = useChange({
    ask: () =>
      body(
        api.POST("/api/subscriptions", {
          body: { ...questionOf(fieldsOf(one)), enabled: one.enabled, target: one.target },
        }),
      ),
    stale: ["updates"],
    doing: t("settings.subscriptions.follow_doing"),
  });
  const remove = useChange({
    ask: () => body(api.DELETE("/api/subscriptions/{id}", { params: path })),
    stale: ["updates"],
    doing: t("settings.subscriptions.delete_doing"),
    onDone: () => offerUndo(t("settings.subscriptions.deleted", { name }), () => followAgain.mutateAsync()),
  });
  const flip = (which: "form" | "found") => setShown(shown === which ? undefined : which);
  const told = Object.entries(one.counts)
    .filter(([, number]) => number > 0)
    .map(([state, number]) => `${number} ${state}`)
    .join(", ");
  return (
    <Row
      title={name}
      badge={
        <>
          <Badge variant="light" color="gray" tt="none">
            {kind ? t(`settings.subscriptions.kind.${kind}`) : one.kind}
          </Badge>
          <Badge variant="light" color={COLOURS[one.state] ?? "blue"} tt="none">
            {one.state}
          </Badge>
        </>
      }
      lines={[
        one.name && one.name !== one.value && one.value,
        t(one.policy === "fetch" ? "settings.subscriptions.fetches" : "settings.subscriptions.reports", {
          when: one.checked_at ? ago(one.checked_at) : t("settings.access.never"),
        }),
        [...one.types, ...one.base_models].join(", "),
        told,
        one.reason,
      ]}
      actions={
        <>
          <Switch
            aria-label={t("settings.subscriptions.enabled", { name: `“${name}”` })}
            checked={enable.isPending ? enable.variables : one.enabled}
            disabled={!may || enable.isPending}
            onChange={(event) => enable.run(event.currentTarget.checked)}
          />
          <Button
            size="compact-sm"
            variant="light"
            aria-expanded={shown === "found"}
            aria-label={`${t("settings.subscriptions.found")}: “${name}”`}
            onClick={() => flip("found")}
          >
            {t("settings.subscriptions.found")}
          </Button>
          <Button
            size="compact-sm"
            variant="light"
            disabled={!may}
            aria-expanded={shown === "form"}
            aria-label={`${t("settings.edit")}: “${name}”`}
            onClick={() => flip("form")}
          >
            {t("settings.edit")}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            disabled={!may}
            loading={remove.isPending}
            aria-label={`${t("delete")}: “${name}”`}
            onClick={() => remove.run()}
          >
            {t("delete")}
          </Button>
        </>
      }
    >
      <Collapse expanded={shown === "form"} pt="sm">
        {shown === "form" && <SubscriptionForm one={one} onDone={() => setShown(undefined)} />}
      </Collapse>
      <Collapse expanded={shown === "found"} pt="sm">
        {shown === "found" && <FoundVersions id={one.id} />}
      </Collapse>
    </Row>
  );
}
