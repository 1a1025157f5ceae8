import "@/text/en/generate";
import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconWand } from "@tabler/icons-react";
import { useState } from "react";
import { useLacks } from "@/app/session";
import { NeedsLine } from "@/components/parts/NeedsLine";
import { handleApiError } from "@/lib/error-handler";
import { ago } from "@/lib/format";
import { t } from "@/text";
import type { Quote } from "../types";
import type { Price } from "../useQuote";
import type { Submit } from "../useSubmit";

/** The price, and the button that pays it. Without a price nothing is submitted but by a second, explicit word. */
export function SubmitBar({
  price,
  isReady,
  submit,
  onGenerate,
  onMissing,
}: {
  price: Price;
  isReady: boolean;
  submit: Pick<Submit, "isBusy" | "isUnknown" | "again" | "forget">;
  onGenerate: () => void;
  /** Pressed while something is missing. */
  onMissing: () => void;
}) {
  const [isAsking, setAsking] = useState(false);
  const isPriced = price.state === "known" && price.quote.total !== null && price.quote.total !== undefined;
  const isShort = price.state === "known" && price.quote.insufficient_buzz;
  const isWaiting = price.state === "asking";
  const lacks = useLacks("write");

  const press = () => {
    if (!isReady) onMissing();
    else if (isPriced) onGenerate();
    else if (!isWaiting) setAsking(true);
  };

  return (
    <Stack gap="xs">
      {submit.isUnknown && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t("generate.unknown.title")} role="alert">
          <Text size="sm">{t("generate.unknown.text")}</Text>
          <Group gap="xs" mt="xs">
            <Button size="xs" onClick={() => void submit.again()}>
              {t("generate.unknown.again")}
            </Button>
            <Button size="xs" variant="default" onClick={submit.forget}>
              {t("generate.unknown.forget")}
            </Button>
          </Group>
        </Alert>
      )}
      <NeedsLine />
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div role="status" aria-live="polite" style={{ minWidth: 0 }}>
          <PriceLine price={price} />
        </div>
        <Button
          leftSection={<IconWand size={18} aria-hidden />}
          loading={submit.isBusy}
          disabled={submit.isUnknown || isShort || lacks}
          onClick={(event) => {
            // The second half of a double click is no second wish.
            if (event.detail < 2) press();
          }}
        >
          {isPriced ? t("generate.submit_for", { price: price.quote.total ?? 0 }) : t("generate.submit")}
        </Button>
      </Group>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t("generate.unpriced.title")}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <Text size="sm">{t("generate.unpriced.text")}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
          <Button
            color="orange"
            onClick={() => {
              setAsking(false);
              onGenerate();
            }}
          >
            {t("generate.unpriced.yes")}
          </Button>
        </Group>
      </Modal>
    </Stack>
  );
}

function PriceLine({ price }: { price: Price }) {
  if (price.state === "open")
    return (
      <Text size="sm" c="dimmed">
        {t("generate.price.open")}
      </Text>
    );
  if (price.state === "failed") {
    const { message, steps } = handleApiError(price.error, t("generate.price.doing"));
    return (
      <>
        <Text size="sm">{message}</Text>
        {steps[0] && (
          <Text size="xs" c="dimmed">
            {steps[0]}
          </Text>
        )}
        <Button size="compact-xs" variant="subtle" onClick={price.retry}>
          {t("generate.price.retry")}
        </Button>
      </>
    );
  }
  if (price.state === "asking")
    return (
      <Text size="sm" c="dimmed">
        {price.former?.total != null
          ? t("generate.price.stale", { price: price.former.total })
          : t("generate.price.asking")}
      </Text>
    );
  return <Known quote={price.quote} />;
}

function Known({ quote }: { quote: Quote }) {
  const accounts = Object.entries(quote.accounts).map(([account, amount]) => `${amount} ${account}`);
  const waiting = [
    quote.before ? t("generate.price.before", { count: quote.before }) : undefined,
    quote.done_at ? t("generate.price.done", { when: ago(quote.done_at) }) : undefined,
    quote.ready ? undefined : t("generate.price.nobody"),
  ].filter(Boolean);
  return (
    <>
      <Text fw={600} data-price={quote.total ?? undefined}>
        {quote.total === null || quote.total === undefined
          ? t("generate.price.none")
          : t("generate.price.total", { price: quote.total })}
      </Text>
      {quote.insufficient_buzz ? (
        <Text size="sm" fw={600} c="light-dark(var(--mantine-color-red-9), var(--mantine-color-red-3))">
          {t("generate.price.short")}
        </Text>
      ) : (
        accounts.length > 0 && (
          <Text size="xs" c="dimmed">
            {t("generate.price.accounts", { accounts: accounts.join(", ") })}
          </Text>
        )
      )}
      {waiting.length > 0 && (
        <Text size="xs" c="dimmed">
          {waiting.join(" · ")}
        </Text>
      )}
    </>
  );
}
