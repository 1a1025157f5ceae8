using System.Text.Json.Nodes;
using BerryAIGen.Generation.Presets;
using BerryAIGen.Generation.Remix;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

/// <summary>What an orchestrator would get.</summary>
/// <param name="Workflow">The body of the workflow, in the words of the orchestration API.</param>
/// <param name="Notes">What was understood or set otherwise than it was written.</param>
internal sealed record CompiledDocument(JsonObject Workflow, IReadOnlyList<string> Notes);

/// <summary>The form that makes a picture once more.</summary>
/// <param name="Form">Workflow, ecosystem, model and fields.</param>
/// <param name="Models">The models of the picture, and how they were found.</param>
/// <param name="Notes">What of the picture stands otherwise in the form, or not at all.</param>
internal sealed record RemixDocument(
    JsonObject Form,
    IReadOnlyList<RemixModelDocument> Models,
    IReadOnlyList<string> Notes
)
{
    public static RemixDocument Of(RemixedForm form) =>
        new(form.Values, [.. form.Models.Select(RemixModelDocument.Of)], form.Notes);
}

/// <param name="Type">What the picture says that it is.</param>
/// <param name="Name">What the picture calls it.</param>
/// <param name="VersionId">The version on Civitai; absent when it was not found.</param>
/// <param name="ModelId">The model on Civitai.</param>
/// <param name="BaseModel">What it was made for.</param>
/// <param name="MatchedBy"><c>air</c>, <c>version</c>, <c>hash</c> or <c>name</c>; absent when it was not found.</param>
internal sealed record RemixModelDocument(
    string Type,
    string? Name,
    long? VersionId,
    long? ModelId,
    string? BaseModel,
    string? MatchedBy
)
{
    public static RemixModelDocument Of(MatchedModel model) =>
        new(model.Resource.Type, model.Resource.Name, model.VersionId, model.ModelId, model.BaseModel, model.MatchedBy);
}

/// <param name="Presets">By name.</param>
/// <param name="LeftOut">Files of the settings folder that are none, with the reason.</param>
internal sealed record PresetsDocument(IReadOnlyList<PresetDocument> Presets, IReadOnlyList<string> LeftOut)
{
    public static PresetsDocument Of(PresetList list) => new([.. list.Presets.Select(PresetDocument.Of)], list.LeftOut);
}

/// <param name="Ecosystem">The key of its ecosystem.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Values">Fields by their keys.</param>
/// <param name="IsShipped">Whether it comes with the definitions.</param>
internal sealed record PresetDocument(string Ecosystem, string Name, JsonObject Values, bool IsShipped)
{
    public static PresetDocument Of(Preset preset) =>
        new(preset.Ecosystem, preset.Name, preset.Values, preset.IsShipped);
}

/// <param name="Values">Fields by their keys, and perhaps <c>model</c>.</param>
internal sealed record PresetWish(JsonObject? Values);
