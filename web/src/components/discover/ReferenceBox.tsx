import "@/text/en/discover";
import { Button, Group, TextInput } from "@mantine/core";
import { IconClipboard } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { api, body } from "@/api/client";
import { handleApiError } from "@/lib/error-handler";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";

const DRAFT = "berry.discover.reference";

/** Takes whatever a person pastes, and shows the model that it names. */
export function ReferenceBox() {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => readStored(DRAFT) ?? "");
  const write = (value: string) => {
    setText(value);
    writeStored(DRAFT, value);
    resolve.reset();
  };
  const resolve = useMutation({
    mutationFn: async (reference: string) => {
      const named = await body(api.POST("/api/models/resolve", { body: { reference } }));
      if (named.kind === "invalid") throw new Error(named.reason ?? t("discover.reference_invalid"));
      return named;
    },
    onSuccess: (named) => {
      writeStored(DRAFT, undefined);
      setText("");
      void navigate({ to: "/discover", search: (old) => ({ ...old, found: named.reference }) });
    },
    onError: () => field.current?.focus(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reference = text.trim();
    if (reference && !resolve.isPending) resolve.mutate(reference);
    else field.current?.focus();
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <TextInput
          ref={field}
          style={{ flex: 1 }}
          aria-label={t("discover.reference")}
          placeholder={t("discover.reference_example")}
          leftSection={<IconClipboard size={16} aria-hidden />}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          error={resolve.error ? handleApiError(resolve.error, t("discover.resolving")).message : undefined}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" variant="light" loading={resolve.isPending}>
          {t("discover.open")}
        </Button>
      </Group>
    </form>
  );
}
