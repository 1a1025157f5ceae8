import "@/text/en/generate";
import { Textarea } from "@mantine/core";
import { t } from "@/text";
import { accessOf, FieldFrame, type FieldProps } from "./FieldFrame";
import { WildcardHint } from "./WildcardHint";

/** Words: a prompt, lyrics, an instruction. */
export function TextField({ field, value, onChange, problem }: FieldProps) {
  const text = typeof value === "string" ? value : "";
  const most = field.max_length;
  const isLong = !!most && text.length > most * 0.8;
  return (
    <FieldFrame
      field={field}
      problem={problem}
      aside={isLong ? t("generate.letters", { count: text.length, most }) : undefined}
    >
      <Textarea
        {...accessOf(field, problem)}
        autosize
        minRows={field.required ? 3 : 2}
        maxRows={12}
        value={text}
        placeholder={typeof field.default === "string" ? field.default : undefined}
        readOnly={field.fixed}
        error={!!problem}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
      <WildcardHint text={text} />
    </FieldFrame>
  );
}
