using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>A version with its model, whichever of Civitai's two answers it came from.</summary>
internal sealed record OfferedVersion
{
    public required int Id { get; init; }

    public int? ModelId { get; init; }

    public string? Name { get; init; }

    public string? ModelName { get; init; }

    public string? ModelType { get; init; }

    public ModelMode? Mode { get; init; }

    public string? BaseModel { get; init; }

    public string? Air { get; init; }

    public string? Creator { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<ModelFile> Files { get; init; } = [];

    public IReadOnlyList<ModelImage> Images { get; init; } = [];

    /// <summary>What the base is made for: a version for inpainting replaces none for everything.</summary>
    public string? BaseModelType { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? EarlyAccessEnds { get; init; }

    /// <summary>Whether it is called so, whether or not an end is told.</summary>
    public bool IsEarlyAccess { get; init; }

    public UsageControl? UsageControl { get; init; }

    /// <summary>The version as Civitai sent it.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>The model as Civitai sent it, without its versions; null when only the version could be had.</summary>
    public JsonObject? ModelJson { get; init; }

    public static OfferedVersion From(Model model, ModelVersion version) =>
        new OfferedVersion
        {
            Id = version.Id,
            Name = version.Name,
            BaseModel = version.BaseModel,
            BaseModelType = WordOrNull(version.BaseModelType?.Value),
            PublishedAt = version.PublishedAt,
            Files = FilesOf(version.Files),
            Images = version.Images,
            EarlyAccessEnds = version.EarlyAccessDeadline ?? PaidAccessEnds(version.PaidAccess),
            IsEarlyAccess = version.Availability == Availability.EarlyAccess,
            Json = version.ToJson(),
        }.With(model);

    public static OfferedVersion From(ModelVersion2 version, Model? model)
    {
        var offered = new OfferedVersion
        {
            Id = version.Id,
            ModelId = version.ModelId,
            Name = version.Name,
            ModelName = version.Model?.Name,
            ModelType = WordOrNull(version.Model?.Type.Value),
            Mode = version.Model?.Mode,
            BaseModel = version.BaseModel,
            BaseModelType = WordOrNull(version.BaseModelType?.Value),
            PublishedAt = version.PublishedAt,
            Air = version.Air,
            Files = FilesOf(version.Files),
            Images = version.Images,
            EarlyAccessEnds = version.EarlyAccessEndsAt ?? PaidAccessEnds(version.PaidAccess),
            UsageControl = version.UsageControl,
            Json = version.ToJson(),
        };
        return model is null ? offered : offered.With(model);
    }

    private OfferedVersion With(Model model)
    {
        var json = model.ToJson();
        json.Remove("modelVersions");
        return this with
        {
            ModelId = model.Id,
            ModelName = model.Name ?? ModelName,
            ModelType = WordOrNull(model.Type.Value) ?? ModelType,
            Mode = model.Mode ?? Mode,
            Creator = model.Creator?.Username,
            Tags = model.Tags,
            ModelJson = json,
        };
    }

    private static DateTimeOffset? PaidAccessEnds(JsonElement? terms) =>
        terms is { ValueKind: JsonValueKind.Object } paid
        && paid.TryGetProperty("endsAt", out var end)
        && end.ValueKind == JsonValueKind.String
        && end.TryGetDateTimeOffset(out var ends)
            ? ends
            : null;

    // The file of a linked version (a VAE) may be listed more than once.
    private static ModelFile[] FilesOf(IEnumerable<ModelFile> files) => [.. files.DistinctBy(file => file.Id)];

    private static string? WordOrNull(string? word) => string.IsNullOrEmpty(word) ? null : word;
}
