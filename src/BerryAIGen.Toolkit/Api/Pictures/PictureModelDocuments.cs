using System.Text.Json;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Pictures;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>A model that a picture names.</summary>
/// <param name="Resource">What the picture says of it.</param>
/// <param name="State"><c>present</c>, <c>missing</c> (somebody has it) or <c>unknown</c>.</param>
/// <param name="Candidates">Where it may be had.</param>
internal sealed record PictureModelDocument(
    RecipeResource Resource,
    string State,
    IReadOnlyList<ModelCandidateDocument> Candidates
)
{
    /// <summary>The library's id of it.</summary>
    public string? ModelId { get; init; }

    /// <summary>Its file, when it is present.</summary>
    public string? Path { get; init; }

    /// <summary>How the file was found: <c>hash</c>, <c>version</c> (Civitai's number) or <c>name</c>.</summary>
    public string? MatchedBy { get; init; }

    public string? Note { get; init; }

    /// <summary>Civitai's number of the model, as the picture or its hash tells.</summary>
    public long? CivitaiModelId { get; init; }

    public long? CivitaiVersionId { get; init; }

    public static PictureModelDocument Of(NamedPictureModel model) =>
        new(
            model.Resource,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(model.State.ToString()),
            [.. model.Candidates.Select(ModelCandidateDocument.Of)]
        )
        {
            ModelId = model.ModelId,
            Path = model.Path,
            MatchedBy = model.MatchedBy,
            Note = model.Note,
            CivitaiModelId = model.CivitaiModelId,
            CivitaiVersionId = model.CivitaiVersionId,
        };
}

/// <summary>What was begun for a picture.</summary>
/// <param name="Items">One for each model that is not here; none when all are.</param>
internal sealed record PictureInstallDocument(IReadOnlyList<PictureInstallItem> Items);

/// <summary>What was begun for one model.</summary>
/// <param name="Resource">What the picture says of it.</param>
/// <param name="Download">Its download; absent when there is none.</param>
/// <param name="Error">Why there is none.</param>
internal sealed record PictureInstallItem(RecipeResource Resource, DownloadTask? Download, ErrorBody? Error);
