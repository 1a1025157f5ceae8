import "@/text/en/library";
import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLink, IconTrash } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { PopupBox } from "@/components/parts/PopupBox";
import type { PopupPlace } from "@/components/parts/usePopup";
import { offerUndo } from "@/lib/undo";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";
import { addressOf, type Filters, filtersOf } from "./filters";

const STORED = "model_library_views";

interface View {
  name: string;
  /** Its address, as one shares it. */
  address: string;
}

function read(): View[] {
  try {
    const views: unknown = JSON.parse(readStored(STORED) ?? "[]");
    return Array.isArray(views)
      ? views.filter((view) => typeof view?.name === "string" && typeof view.address === "string")
      : [];
  } catch {
    return [];
  }
}

interface Props {
  place: PopupPlace;
  filters: Filters;
  onChange: (change: Filters) => void;
}

/** What the button of the saved views opens. */
export default function SavedViewsBox({ place, filters, onChange }: Props) {
  const [views, setViews] = useState(read);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  const keep = (next: View[]) => {
    setViews(next);
    writeStored(STORED, next.length > 0 ? JSON.stringify(next) : undefined);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (!wanted) return setProblem(t("library.view_unnamed"));
    if (views.some((view) => view.name === wanted)) return setProblem(t("library.view_taken", { name: wanted }));
    keep([...views, { name: wanted, address: addressOf(filters) }]);
    setName("");
    setProblem(undefined);
  };
  const remove = (view: View) => {
    const before = views;
    keep(views.filter((other) => other !== view));
    offerUndo(t("library.view_removed", { name: view.name }), async () => keep(before));
  };
  const share = async (view: View) => {
    const address = location.origin + view.address;
    // Browsers give the clipboard to pages of their own machine and of secure addresses alone.
    const copied = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    notifications.show({ message: copied ? t("library.view_copied") : address, withBorder: true });
  };
  return (
    <PopupBox place={place} width={320}>
      <Stack gap="xs">
        <Text fw={600}>{t("library.views")}</Text>
        {views.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("library.views_empty")}
          </Text>
        )}
        {views.map((view) => (
          <Group key={view.name} gap={4} wrap="nowrap">
            <Button
              variant="subtle"
              size="compact-sm"
              justify="flex-start"
              style={{ flex: 1, minWidth: 0 }}
              aria-label={t("library.view_open", { name: view.name })}
              onClick={() => {
                onChange(filtersOf(view.address));
                place.onChange(false);
              }}
            >
              {view.name}
            </Button>
            <ActionIcon
              variant="subtle"
              aria-label={t("library.view_share", { name: view.name })}
              onClick={() => void share(view)}
            >
              <IconLink size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("library.view_remove", { name: view.name })}
              onClick={() => remove(view)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <form onSubmit={save}>
          <Group gap="xs" align="flex-start" wrap="nowrap">
            <TextInput
              size="xs"
              aria-label={t("library.view_name")}
              placeholder={t("library.view_name")}
              value={name}
              error={problem}
              onChange={(event) => setName(event.currentTarget.value)}
              style={{ flex: 1 }}
            />
            <Button size="xs" type="submit">
              {t("library.view_save")}
            </Button>
          </Group>
        </form>
      </Stack>
    </PopupBox>
  );
}
