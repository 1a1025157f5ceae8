using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Outputs;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation;

// What an orchestrator is asked for.
public sealed partial class Generator
{
    /// <summary>A form as it is submitted, with what is remembered of it.</summary>
    /// <exception cref="GenerationException">The form cannot be understood; the message names the field.</exception>
    public GenerationOrder Order(FormRequest request)
    {
        var catalogue = Catalogue;
        var form = FormEvaluation.Of(catalogue, request = Seen(catalogue, request));
        FormGates.Require(form.Choice, request.Gates);
        var (body, notes) = Compile(catalogue, form, request);
        return new GenerationOrder(body, notes, form.Choice.Workflow.Key, form.Choice.Ecosystem.Key)
        {
            Media = form.Choice.Workflow.Media ?? "image",
            Recipe = OutputRecipe.Of(catalogue, form),
            IsPrivate = form.IsPrivate,
            Values = request.Values,
            Versions = [.. VersionsOf(form)],
        };
    }

    /// <summary>Refuses a form that is held back from whoever filled it in.</summary>
    /// <returns>The versions that are sent because somebody named them, by their fields.</returns>
    /// <exception cref="GenerationException">A gate stands before its workflow, its ecosystem or its version.</exception>
    public IReadOnlyList<(string Field, long Version)> RequireOpen(FormRequest request)
    {
        var form = FormEvaluation.Of(Catalogue, request);
        FormGates.Require(form.Choice, request.Gates);
        foreach (var field in form.Fields)
        {
            if (field.Entries.FirstOrDefault(entry => entry.IsHeldBack) is { } held)
                throw new GenerationException(FailureCode.Policy, field.Key, held.Reason!);
        }

        return [.. VersionsOf(form)];
    }

    /// <summary>Refuses what was ordered by the limits of one tier where another one allows less of it.</summary>
    /// <param name="values">The form, as it was ordered.</param>
    /// <param name="before">The tier of then; null for the definitions' own.</param>
    /// <param name="now">The tier of now; the same.</param>
    /// <exception cref="GenerationException">A field has more than is allowed now; there is no such tier.</exception>
    public void RequireRoom(JsonObject values, string? before, string? now)
    {
        if (string.Equals(before, now, StringComparison.OrdinalIgnoreCase))
            return;
        // A tier that the limits name no longer says nothing of what was ordered.
        var known = before is not null && Limits.ContainsKey(before) ? before : null;
        var ordered = FormEvaluation.Of(Catalogue, new FormRequest(values) { Tier = known });
        var allowed = FormEvaluation.Of(Catalogue, new FormRequest(values) { Tier = now });
        foreach (var field in allowed.Fields)
        {
            if (NumberOf(ordered.Find(field.Key)?.Value) is { } had && NumberOf(field.Value) is { } has && had > has)
                throw new GenerationException(
                    FailureCode.Usage,
                    field.Key,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{field.Key}\" was ordered as {had}, and the tier \"{now ?? "of the definitions"}\" allows {has} now; submit the form anew with {has} at most."
                    )
                );
        }
    }

    private static decimal? NumberOf(JsonNode? value) =>
        value is JsonValue && decimal.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The workflow that an orchestrator is asked the price of: no words of the person in it.</summary>
    /// <exception cref="GenerationException">The form cannot be understood; the message names the field.</exception>
    public GenerationOrder OrderForPrice(FormRequest request) => Order(request with { IsForPrice = true });

    // Of the checkpoint when somebody named it, and of what is sent with it; epochs of trainings have none.
    private static IEnumerable<(string Field, long Version)> VersionsOf(FormEvaluation form)
    {
        if (form.Values["model"] is { } model && FormValues.IdOf(model) is { } id && id == form.Choice.VersionId)
            yield return ("model", id);
        foreach (var field in form.Fields.Where(field => field.Type is FieldType.Resources or FieldType.Resource))
        {
            IEnumerable<JsonNode?> sent = field.Value is JsonArray list ? list : [field.Value];
            foreach (var entry in sent.OfType<JsonObject>().Where(entry => entry["epochDetails"] is null))
            {
                if (FormValues.IdOf(entry) is { } version)
                    yield return (field.Key, version);
            }
        }
    }

    /// <summary>Whether the checkpoint is the person's alone: a private one, or an epoch of a training.</summary>
    /// <param name="values">What was filled in, with what is known of its models.</param>
    public static bool IsPrivate(JsonObject values) =>
        values["model"] is JsonObject model && ModelWords.IsPrivate(model);
}

/// <summary>A form that is ready to be submitted.</summary>
/// <param name="Body">The body of the workflow.</param>
/// <param name="Notes">What was understood or set otherwise than it was written; one sentence each.</param>
/// <param name="Workflow">The key of the workflow: <c>txt2img</c>.</param>
/// <param name="Ecosystem">The key of the ecosystem: <c>SDXL</c>.</param>
public sealed record GenerationOrder(JsonObject Body, IReadOnlyList<string> Notes, string Workflow, string Ecosystem)
{
    /// <summary>What it makes: <c>image</c>, <c>video</c>, <c>audio</c>, <c>model3d</c> or <c>text</c>.</summary>
    public required string Media { get; init; }

    /// <summary>How its pictures are made, for the pictures themselves.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The versions that are sent because somebody named them, by their fields.</summary>
    public IReadOnlyList<(string Field, long Version)> Versions { get; init; } = [];

    /// <summary>What was filled in, with the ecosystem that was chosen where nobody named one.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>Whether a model takes part that is the person's alone, so that results must be safe.</summary>
    public bool IsPrivate { get; init; }
}
