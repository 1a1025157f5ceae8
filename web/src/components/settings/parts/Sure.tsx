import "@/text/en/settings";
import { Button, type ButtonProps, Group, Popover, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { t } from "@/text";

/** A button for what cannot be undone: it says what is lost, and asks once. */
export function Sure({
  label,
  question,
  action,
  onSure,
  loading,
  subject,
  ...rest
}: {
  label: string;
  question: string;
  action: string;
  onSure(): void;
  loading?: boolean;
  /** Of what, for who does not see where the button stands. */
  subject?: string;
} & Pick<ButtonProps, "size" | "variant" | "color" | "disabled">) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <Popover
      opened={opened}
      onChange={(wanted) => !wanted && close()}
      width={300}
      withArrow
      trapFocus
      returnFocus
      position="bottom-end"
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          {...rest}
          loading={loading ?? false}
          aria-label={subject ? `${label}: “${subject}”` : undefined}
          onClick={opened ? close : open}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="sm">
          <Text size="sm">{question}</Text>
          <Group gap="xs" justify="flex-end">
            <Button size="compact-sm" variant="default" onClick={close} data-autofocus>
              {t("settings.keep")}
            </Button>
            <Button
              size="compact-sm"
              color="red"
              onClick={() => {
                close();
                onSure();
              }}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
