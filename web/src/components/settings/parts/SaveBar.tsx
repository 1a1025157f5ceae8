import "@/text/en/settings";
import { Alert, Badge, Button, Group, Text } from "@mantine/core";
import { t } from "@/text";

/** Saves or discards what was typed, and says what holds now. */
export function SaveBar({
  isDirty,
  isSaving,
  onDiscard,
  saved,
  error,
  label,
  disabled,
}: {
  isDirty: boolean;
  isSaving: boolean;
  onDiscard(): void;
  /** What holds since it was saved. */
  saved?: string | undefined;
  error?: string | undefined;
  label?: string;
  disabled?: boolean;
}) {
  return (
    <>
      {error && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <Group gap="xs">
        <Button type="submit" loading={isSaving} disabled={!isDirty || disabled}>
          {label ?? t("save")}
        </Button>
        {isDirty && (
          <Button variant="subtle" color="gray" onClick={onDiscard} disabled={isSaving}>
            {t("settings.discard")}
          </Button>
        )}
        <Text size="sm" role="status" component="div">
          {isDirty ? (
            <Badge variant="light" color="yellow" tt="none">
              {t("settings.unsaved")}
            </Badge>
          ) : (
            saved
          )}
        </Text>
      </Group>
    </>
  );
}
