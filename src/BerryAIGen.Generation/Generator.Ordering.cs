using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Generation.Outputs;
using BerryAIGen.Generation.Workflows;
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
        var form = FormEvaluation.Of(catalogue, request = Now(request));
        RequireOwnCheckpoint(catalogue, form);
        var (body, notes) = Compile(catalogue, form, request);
        var isPrivate = IsPrivate(body, form.Values);
        if (isPrivate)
            // Of the workflow, whoever submits it.
            new MaturityLimits().ApplyTo(body, isPrivate);
        return new GenerationOrder(body, notes, form.Choice.Workflow.Key, form.Choice.Ecosystem.Key)
        {
            Media = form.Choice.Workflow.Media ?? "image",
            Recipe = OutputRecipe.Of(form),
            IsPrivate = isPrivate,
        };
    }

    /// <summary>The workflow that an orchestrator is asked the price of: no words of the person in it.</summary>
    /// <exception cref="GenerationException">The form cannot be understood; the message names the field.</exception>
    public GenerationOrder OrderForPrice(FormRequest request) => Order(request with { IsForPrice = true });

    // A checkpoint of another line would be taken, paid and fail there.
    private static void RequireOwnCheckpoint(GenerationCatalogue catalogue, FormEvaluation form)
    {
        if (form.Values["model"] is not JsonObject model || FormValues.IdOf(model) != form.Choice.VersionId)
            return;
        if (
            FormValues.TextOf(model, "air") is { } text
            && Air.TryParse(text, out var air)
            && air is { Ecosystem: { } line, Type: "checkpoint" }
            && !ModelAirs.LinesOf(catalogue, form).Contains(line, StringComparer.OrdinalIgnoreCase)
        )
            throw new GenerationException(
                FailureCode.Usage,
                "model",
                $"{text} is a checkpoint of {line}, and {form.Choice.Ecosystem.Name} does not run it; choose another ecosystem or another version."
            );
        if (
            FormValues.TextOf(model, "baseModel") is not { } name
            || catalogue.FindEcosystemOf(name) is not { } other
            || catalogue.AirOf(other) == catalogue.AirOf(form.Choice.Ecosystem)
        )
            return;
        throw new GenerationException(
            FailureCode.Usage,
            "model",
            $"Version {form.Choice.VersionId} is a checkpoint of {other.Name} ({name}), and {form.Choice.Ecosystem.Name} does not run it; choose the ecosystem {other.Key} or another version."
        );
    }

    /// <summary>Whether an epoch of a training or a private model takes part, which is the person's alone.</summary>
    /// <param name="body">What is submitted.</param>
    /// <param name="values">What was filled in, with what is known of its models.</param>
    public static bool IsPrivate(JsonObject body, JsonObject values) =>
        body.ToJsonString().Contains(":orchestrator:", StringComparison.Ordinal)
        || (
            values["model"] is JsonObject model
            && string.Equals(FormValues.TextOf(model, "availability"), "Private", StringComparison.OrdinalIgnoreCase)
        );
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

    /// <summary>Whether a model takes part that is the person's alone, so that results must be safe.</summary>
    public bool IsPrivate { get; init; }
}
