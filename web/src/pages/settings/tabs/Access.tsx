import "@/text/en/settings";
import { Badge, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { Row, Rows } from "@/components/settings/parts/Row";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { Section } from "@/components/settings/parts/Section";
import { Shown } from "@/components/settings/parts/Shown";
import { Sure } from "@/components/settings/parts/Sure";
import { useChange } from "@/components/settings/parts/useChange";
import { ago, moment } from "@/lib/format";
import { t } from "@/text";

/** Who may open this server from elsewhere. */
export default function Access() {
  const keys = useQuery({ queryKey: ["settings", "access"], queryFn: () => body(api.GET("/api/access/keys")) });
  const [made, setMade] = useState<Doc<"NewAccessKey">>();
  return (
    <Needs scope="admin">
      <Stack>
        <Section title={t("settings.access.new")} description={t("settings.access.about")}>
          {made ? (
            <Shown
              title={t("settings.access.made", { name: made.name, scope: made.scope })}
              secret={made.key}
              onDone={() => setMade(undefined)}
            />
          ) : (
            <NewKey onMade={setMade} />
          )}
        </Section>
        <Section title={t("settings.access.list")}>
          <Loaded query={keys} doing={t("settings.access.read")}>
            {({ keys: all }) =>
              all.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {t("settings.access.none")}
                </Text>
              ) : (
                <Rows label={t("settings.access.list")}>
                  {all.map((key) => (
                    <Key key={key.id} access={key} />
                  ))}
                </Rows>
              )
            }
          </Loaded>
        </Section>
      </Stack>
    </Needs>
  );
}

const EMPTY = { name: "", scope: "read", audience: "" };

function NewKey({ onMade }: { onMade(key: Doc<"NewAccessKey">): void }) {
  const draft = useDraft("access.new", EMPTY);
  const make = useChange({
    ask: (wish: typeof EMPTY) =>
      body(
        api.POST("/api/access/keys", {
          body: { name: wish.name.trim(), scope: wish.scope, audience: wish.audience || null },
        }),
      ),
    stale: ["settings"],
    doing: t("settings.access.make"),
    quiet: true,
    draft,
    onDone: (key) => {
      onMade(key);
    },
  });
  const errors = fieldErrors(
    draft.isDirty ? make.error : null,
    t("settings.access.make"),
    { scope: ["scope"], audience: ["audience"], name: ["name"] },
    "name",
  );
  const form = useFirstError(errors, make.submittedAt);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        make.run(draft.value);
      }}
    >
      <Stack gap="sm" maw={420}>
        <TextInput
          label={t("settings.access.name")}
          description={t("settings.access.name.about")}
          value={draft.value.name}
          onChange={(event) => draft.set({ name: event.currentTarget.value })}
          error={errors.name}
          required
          maxLength={100}
        />
        <NativeSelect
          label={t("settings.access.scope")}
          data={(["read", "write", "admin"] as const).map((value) => ({
            value,
            label: t(`settings.access.scope.${value}`),
          }))}
          value={draft.value.scope}
          onChange={(event) => draft.set({ scope: event.currentTarget.value })}
          error={errors.scope}
        />
        <NativeSelect
          label={t("settings.access.audience")}
          description={t("settings.access.audience.about")}
          data={[
            { value: "", label: t("settings.access.audience.none") },
            ...(["members", "testers", "moderators"] as const).map((value) => ({
              value,
              label: t(`settings.audience.${value}`),
            })),
          ]}
          value={draft.value.audience}
          onChange={(event) => draft.set({ audience: event.currentTarget.value })}
          error={errors.audience}
        />
        <SaveBar
          label={t("settings.access.make_button")}
          isDirty={draft.isDirty}
          isSaving={make.isPending}
          onDiscard={draft.discard}
          error={errors.form}
          disabled={draft.value.name.trim() === ""}
        />
      </Stack>
    </form>
  );
}

function Key({ access }: { access: Doc<"AccessKeyDocument"> }) {
  const withdraw = useChange({
    ask: () => body(api.DELETE("/api/access/keys/{key}", { params: { path: { key: access.id } } })),
    stale: ["settings"],
    doing: t("settings.access.withdraw_doing"),
  });
  return (
    <Row
      title={access.name}
      badge={
        <>
          <Badge variant="light" tt="none">
            {access.scope}
          </Badge>
          {access.audience && (
            <Badge variant="light" color="gray" tt="none">
              {access.audience}
            </Badge>
          )}
          {access.revoked_at && (
            <Badge color="red" variant="light" tt="none">
              {t("settings.access.withdrawn", { when: moment(access.revoked_at) })}
            </Badge>
          )}
        </>
      }
      lines={[
        t("settings.access.used", {
          made: moment(access.created_at),
          used: access.last_used_at ? ago(access.last_used_at) : t("settings.access.never"),
        }),
      ]}
      actions={
        !access.revoked_at && (
          <Sure
            label={t("settings.access.withdraw")}
            subject={access.name}
            question={t("settings.access.withdraw_ask", { name: access.name })}
            action={t("settings.access.withdraw_sure")}
            loading={withdraw.isPending}
            onSure={() => withdraw.run()}
          />
        )
      }
    />
  );
}
