using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms;

/// <summary>What has to be filled in before a form can be compiled.</summary>
internal static class FormGaps
{
    /// <summary>The fields that are empty and must not be, and those whose value does not go, with a sentence each.</summary>
    public static IEnumerable<(FormField Field, string Message)> Of(FormEvaluation form)
    {
        var what = WhatOf(form.Choice);
        foreach (var field in form.Fields)
        {
            if (ProblemOf(field) is { } problem)
            {
                yield return (field, problem);
                continue;
            }

            if (!IsMissing(field))
                continue;
            yield return (
                field,
                field.Type == FieldType.Images
                    ? $"{what} needs {field.Min} picture{(field.Min == 1 ? "" : "s")} in \"{field.Key}\"."
                    : $"\"{field.Key}\" is empty; {what} needs it."
            );
        }
    }

    // What is kept and not sent takes no place.
    private static string? ProblemOf(FormField field) =>
        field.Problem
        ?? (
            field.Value is JsonArray list && list.Count > field.Max
                ? $"\"{field.Key}\" has {list.Count} entries; {field.Max} are allowed."
                : null
        );

    private static bool IsMissing(FormField field) =>
        field.Value switch
        {
            null => field.IsRequired || field is { Type: FieldType.Images, Min: > 0 },
            JsonArray list => list.Count < (field.Min ?? 0),
            JsonValue value => field.IsRequired && value.TryGetValue<string>(out var text) && text.Length == 0,
            _ => false,
        };

    private static string WhatOf(FormChoice choice) =>
        choice.Ecosystem.Key.Length == 0 ? choice.Workflow.Key : $"{choice.Workflow.Key} with {choice.Ecosystem.Name}";
}
