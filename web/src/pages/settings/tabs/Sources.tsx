import "@/text/en/settings";
import { Badge, Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/client";
import { useMay } from "@/app/session";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { Row, Rows } from "@/components/settings/parts/Row";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { Section } from "@/components/settings/parts/Section";
import { Sure } from "@/components/settings/parts/Sure";
import { useChange } from "@/components/settings/parts/useChange";
import { backend } from "@/lib/backend";
import { t } from "@/text";

interface SourceKey {
  source: string;
  name: string;
  set: boolean;
  from?: string | null;
  origin?: string | null;
  masked?: string | null;
  stored: boolean;
}
interface SourceKeys {
  keys: readonly SourceKey[];
}
interface StoredKey extends SourceKeys {
  /** What came of asking the source. */
  check: { state: string; message: string };
}

/** The keys that sources are asked with; none is ever shown again. */
export default function Sources() {
  const may = useMay("admin");
  const keys = useQuery({
    queryKey: ["settings", "keys"],
    queryFn: () => backend.makeRequestPublic<SourceKeys>("/api/settings/keys"),
    enabled: may,
  });
  return (
    <Needs scope="admin">
      <Section title={t("settings.sources")} description={t("settings.sources.about")}>
        <Loaded query={keys} doing={t("settings.sources.read")}>
          {({ keys: all }) => (
            <Rows label={t("settings.sources")}>
              {all.map((key) => (
                <Source key={key.source} one={key} />
              ))}
            </Rows>
          )}
        </Loaded>
      </Section>
    </Needs>
  );
}

function Source({ one }: { one: SourceKey }) {
  const address = `/api/settings/keys/${encodeURIComponent(one.source)}`;
  // A key lives in this field only: not in the window's store, where drafts are.
  const [key, setKey] = useState("");
  const [saved, setSaved] = useState<string>();
  const save = useChange({
    ask: (wish: { key: string; unchecked?: boolean }) =>
      backend.makeRequestPublic<StoredKey>(address, { method: "PUT", body: JSON.stringify(wish) }),
    stale: ["settings"],
    doing: t("settings.sources.save_doing"),
    quiet: true,
    onDone: ({ check }, { unchecked }) => {
      setKey("");
      setSaved(
        check.state === "valid"
          ? t("settings.sources.accepted", { name: one.name })
          : unchecked
            ? t("settings.sources.saved", { name: one.name })
            : t("settings.sources.unsure", { name: one.name, why: check.message }),
      );
    },
  });
  const remove = useChange({
    ask: () => backend.makeRequestPublic<SourceKeys>(address, { method: "DELETE" }),
    stale: ["settings"],
    doing: t("settings.sources.remove_doing"),
    onDone: () => setSaved(t("settings.sources.removed", { name: one.name })),
  });
  const errors = fieldErrors(key ? save.error : null, t("settings.sources.save_doing"), { key: ["key"] }, "key");
  const isRejected = save.error instanceof ApiError && save.error.code === "auth" && save.variables?.key === key;
  const form = useFirstError(errors, save.submittedAt);
  return (
    <Row
      title={one.name}
      badge={
        <Badge variant="light" color={one.set ? "green" : "gray"} tt="none">
          {one.set ? (one.masked ?? "***") : t("settings.sources.none")}
        </Badge>
      }
      lines={[
        one.origin && t("settings.sources.from", { origin: one.origin }),
        one.from === "environment" && t("settings.sources.environment"),
      ]}
    >
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          save.run({ key });
        }}
      >
        <Stack gap="xs" mt="xs" maw={480}>
          <PasswordInput
            label={t("settings.sources.key", { name: one.name })}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            error={errors.key}
            autoComplete="off"
            visibilityToggleButtonProps={{ "aria-label": t("settings.sources.show") }}
          />
          {save.isPending && (
            <Text size="sm" c="dimmed" role="status">
              {t("settings.sources.asking", { name: one.name })}
            </Text>
          )}
          {isRejected && (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              style={{ alignSelf: "flex-start" }}
              loading={save.isPending}
              onClick={() => save.run({ key, unchecked: true })}
            >
              {t("settings.sources.anyway")}
            </Button>
          )}
          <Group gap="xs">
            <SaveBar
              isDirty={key !== ""}
              isSaving={save.isPending}
              onDiscard={() => setKey("")}
              saved={saved}
              error={errors.form}
              disabled={key.trim() === ""}
            />
            {one.stored && (
              <Sure
                label={t("settings.sources.remove")}
                subject={one.name}
                question={t("settings.sources.remove_ask")}
                action={t("settings.sources.remove_sure")}
                loading={remove.isPending}
                onSure={() => remove.run()}
              />
            )}
          </Group>
        </Stack>
      </form>
    </Row>
  );
}
