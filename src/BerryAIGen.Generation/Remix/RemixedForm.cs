using System.Text.Json.Nodes;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Generation.Remix;

/// <summary>The form that makes such a picture once more.</summary>
/// <param name="Values">Workflow, ecosystem, model and fields.</param>
/// <param name="Models">Every model of the recipe, and how it was found.</param>
/// <param name="Notes">What of the recipe stands otherwise in the form, or not at all; one sentence each.</param>
public sealed record RemixedForm(JsonObject Values, IReadOnlyList<MatchedModel> Models, IReadOnlyList<string> Notes);

/// <summary>A model of a recipe, and the version that it is.</summary>
/// <param name="Resource">What the picture says of it.</param>
public sealed record MatchedModel(RecipeResource Resource)
{
    /// <summary>The version on Civitai; null when it was not found.</summary>
    public long? VersionId { get; init; }

    /// <summary>The model on Civitai, as far as somebody says it.</summary>
    public long? ModelId { get; init; }

    /// <summary>What it was made for, in Civitai's words, as far as somebody says it.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Its type, in Civitai's words.</summary>
    public string? Type { get; init; }

    /// <summary><c>air</c>, <c>version</c>, <c>hash</c> or <c>name</c>: by what it was found; null when it was not.</summary>
    public string? MatchedBy { get; init; }
}
