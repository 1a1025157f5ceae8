import "@/text/en/generate";
import { ActionIcon, Badge, Button, Group, TextInput } from "@mantine/core";
import { IconTag, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "@/text";
import type { Generation } from "../types";
import { changeGeneration } from "./actions";

/** One's own words for a generation. */
export function Words({ row }: { row: Generation }) {
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [word, setWord] = useState("");
  return (
    <Group gap={4}>
      {row.tags.map((tag) => (
        <Badge
          key={tag}
          variant="default"
          tt="none"
          rightSection={
            <ActionIcon
              size={14}
              variant="transparent"
              color="gray"
              aria-label={t("generate.words.remove", { word: tag })}
              onClick={() => void changeGeneration(client, row, { remove_tags: [tag] })}
            >
              <IconX size={12} aria-hidden />
            </ActionIcon>
          }
        >
          {tag}
        </Badge>
      ))}
      {isAdding ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (word.trim()) void changeGeneration(client, row, { add_tags: [word.trim()] });
            setWord("");
            setAdding(false);
          }}
        >
          <TextInput
            size="xs"
            w={140}
            autoFocus
            aria-label={t("generate.words.add")}
            placeholder={t("generate.words.placeholder")}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Escape" && setAdding(false)}
          />
        </form>
      ) : (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconTag size={12} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t("generate.words.add")}
        </Button>
      )}
    </Group>
  );
}
