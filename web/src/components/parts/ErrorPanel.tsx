import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { handleApiError } from "@/lib/error-handler";
import { t } from "@/text";

/** What stands where something could not be shown: why, what to try, and a way to try again. */
export function ErrorPanel({ error, doing, onRetry }: { error: unknown; doing: string; onRetry?: () => void }) {
  const { title, message, steps } = handleApiError(error, doing);
  return (
    <Alert color="red" title={title} icon={<IconAlertTriangle />} role="alert" m="md">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{message}</Text>
        {steps.length > 0 && (
          <List size="sm">
            {steps.map((step) => (
              <List.Item key={step}>{step}</List.Item>
            ))}
          </List>
        )}
        {onRetry && (
          <Button size="xs" variant="light" color="red" onClick={onRetry}>
            {t("error.retry")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
