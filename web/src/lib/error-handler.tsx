import { List, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { ApiError } from "@/api/client";
import { t } from "@/text";

/** What to show of a failure. */
export interface ErrorInfo {
  /** A few words: what did not work. */
  title: string;
  /** One sentence: why. */
  message: string;
  /** What to try, most promising first. */
  steps: readonly string[];
  /** Whether the same may work later. */
  retryable: boolean;
  /** The server's stable word. */
  code: string;
}

/**
 * Puts any failure into words.
 * @param doing What was tried, such as "download model".
 */
export function handleApiError(error: unknown, doing: string): ErrorInfo {
  const title = t("error.could_not", { doing });
  if (error instanceof ApiError)
    return { title, message: error.message, steps: error.steps, retryable: error.retryable, code: error.code };
  return {
    title,
    message: error instanceof Error ? error.message : String(error),
    steps: [],
    retryable: false,
    code: "failed",
  };
}

/** Shows a failure until somebody closes it. */
export function showError(title: string, message: string, steps: readonly string[] = []): void {
  notifications.show({
    title,
    message: (
      <>
        <Text size="sm">{message}</Text>
        {steps.length > 0 && (
          <List size="sm" mt={4}>
            {steps.map((step) => (
              <List.Item key={step}>{step}</List.Item>
            ))}
          </List>
        )}
      </>
    ),
    color: "red",
    autoClose: false,
    withBorder: true,
    role: "alert",
  });
}

/** Both at once: what mutations do when they fail. */
export function tellError(error: unknown, doing: string): void {
  const info = handleApiError(error, doing);
  showError(info.title, info.message, info.steps);
}
