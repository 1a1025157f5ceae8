import "@/text/en/providers";
import { Button, Group, List, Loader, Stack, Text, ThemeIcon, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconMinus, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { Standalone } from "@/app/Standalone";
import { t } from "@/text";
import { type StepResult, useIntegrationTest } from "./integration/useIntegrationTest";
import { Row, Rows } from "./parts/Row";
import { Section } from "./parts/Section";

export interface ModelLibraryIntegrationTestProps {
  /** Opens the model library; without it the window is told by `navigate-to-model-library`. */
  onNavigateToModelLibrary?: () => void;
  /** Opens the choice of models; without it the window is told by `navigate-to-llm-settings`. */
  onNavigateToLLMSettings?: () => void;
}

/** Tries the way of a model from the disk to what runs it, step by step, against this server. */
export default function ModelLibraryIntegrationTest(props: ModelLibraryIntegrationTestProps) {
  return (
    <Standalone>
      <Test {...props} />
    </Standalone>
  );
}

function Test({ onNavigateToModelLibrary, onNavigateToLLMSettings }: ModelLibraryIntegrationTestProps) {
  const { results, isRunning, run, stop } = useIntegrationTest();
  const count = (state: StepResult["state"]) => results.filter((one) => one.state === state).length;
  const isOver = !isRunning && count("waiting") < results.length;
  return (
    <Section
      title={t("providers.test")}
      description={t("providers.test.about")}
      action={
        <Group gap="xs">
          <Button variant="default" onClick={onNavigateToModelLibrary ?? tell("navigate-to-model-library")}>
            {t("providers.test.library")}
          </Button>
          <Button variant="default" onClick={onNavigateToLLMSettings ?? tell("navigate-to-llm-settings")}>
            {t("providers.test.llm")}
          </Button>
          {isRunning ? (
            <Button color="red" variant="light" onClick={stop}>
              {t("providers.test.stop")}
            </Button>
          ) : (
            <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => void run()}>
              {t("providers.test.run")}
            </Button>
          )}
        </Group>
      }
    >
      <Rows label={t("providers.test")}>
        {results.map((result) => (
          <Step key={result.id} result={result} />
        ))}
      </Rows>
      <Text size="sm" role="status">
        {isOver &&
          t("providers.test.over", {
            passed: count("passed"),
            warning: count("warning"),
            failed: count("failed"),
            skipped: count("skipped"),
          })}
      </Text>
    </Section>
  );
}

const tell = (event: string) => () => window.dispatchEvent(new CustomEvent(event));

const LOOKS = {
  waiting: { colour: "gray", icon: <IconMinus size={14} aria-hidden /> },
  running: { colour: "blue", icon: <Loader size={12} color="white" aria-hidden /> },
  passed: { colour: "green", icon: <IconCheck size={14} aria-hidden /> },
  warning: { colour: "yellow", icon: <IconAlertTriangle size={14} aria-hidden /> },
  failed: { colour: "red", icon: <IconX size={14} aria-hidden /> },
  skipped: { colour: "gray", icon: <IconMinus size={14} aria-hidden /> },
} as const;

function Step({ result }: { result: StepResult }) {
  const look = LOOKS[result.state];
  return (
    <Row
      title={
        <Group gap="xs" wrap="nowrap">
          <ThemeIcon size="sm" radius="xl" color={look.colour}>
            {look.icon}
          </ThemeIcon>
          <span data-testid={`step-${result.id}`} data-state={result.state}>
            {t(`providers.test.${result.id}`)}
            <VisuallyHidden>: {t(`providers.test.state.${result.state}`)}</VisuallyHidden>
          </span>
          {result.took !== undefined && (
            <Text span size="sm" c="dimmed">
              {Math.round(result.took)} ms
            </Text>
          )}
        </Group>
      }
      lines={[result.said]}
    >
      {!!result.todo?.length && (
        <Stack gap={2} mt={4}>
          <Text size="sm" fw={500}>
            {t("providers.test.todo")}
          </Text>
          <List size="sm">
            {result.todo.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Row>
  );
}
