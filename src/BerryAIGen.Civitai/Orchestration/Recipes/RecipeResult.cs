using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What a recipe answers: a workflow, or the output of its one step. The service's sources disagree, so both are read.</summary>
public sealed class RecipeResult
{
    internal RecipeResult(string name, JsonElement json, Workflow? workflow) =>
        (Name, Json, Workflow) = (name, json, workflow);

    /// <summary>The recipe.</summary>
    public string Name { get; }

    /// <summary>The answer as it came.</summary>
    public JsonElement Json { get; }

    /// <summary>The workflow, which may still run; null when only an output came.</summary>
    public Workflow? Workflow { get; }

    /// <summary>The output of the step; null while there is none.</summary>
    public JsonElement? Output =>
        Workflow is null ? Json
        : Workflow.Steps is [var step, ..] ? step.Output
        : null;

    /// <summary>The blobs of the output.</summary>
    public IReadOnlyList<StepBlob> Blobs => StepOutputs.BlobsOf(Name, Output);
}
