using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Images;

/// <summary>The parameters of the images list.</summary>
internal sealed record ImageQuery
{
    private const int MaximumLimit = 200;
    private const int DefaultLimit = 100;
    private const int Pg = 1;
    private const int AboveSoft = 4 + 8 + 16 + 32;

    public required int Limit { get; init; }
    public required double? Page { get; init; }
    public required string? Cursor { get; init; }
    public required double? PostId { get; init; }
    public required double? ModelId { get; init; }
    public required double? VersionId { get; init; }
    public required double? ImageId { get; init; }
    public required double? UserId { get; init; }
    public required string? Username { get; init; }
    public required string Sort { get; init; }
    public required int Mask { get; init; }
    public required string? Type { get; init; }
    public required IReadOnlyList<string>? BaseModels { get; init; }
    public required bool WithMeta { get; init; }
    public required bool? FlatMeta { get; init; }
    public required bool WithTags { get; init; }
    public required bool RequiringMeta { get; init; }

    /// <summary>Asked for by model or picture: answered by the database, else by the search index.</summary>
    public bool IsLegacyPath => ModelId is not null || ImageId is not null;

    public static ImageQuery Read(QueryReader query)
    {
        var enums = SiteEnums.All;
        var read = new ImageQuery
        {
            Limit = (int)(query.Number("limit", 0, MaximumLimit) ?? DefaultLimit),
            Page = query.Number("page", 1),
            PostId = query.Number("postId"),
            ModelId = query.Number("modelId"),
            VersionId = query.Number("modelVersionId"),
            ImageId = query.Number("imageId"),
            Username = query.Text("username"),
            UserId = query.Number("userId"),
            Sort = ReadPeriodAndSort(query, enums),
            Mask = ReadMask(query, enums),
            Type = query.Word("type", enums.MediaTypes),
            BaseModels = query.CommaWords("baseModels", [.. enums.BaseModels.Select(model => model.Name)]),
            WithMeta = query.YesOrNo("withMeta") ?? false,
            FlatMeta = query.YesOrNo("flatMeta"),
            WithTags = query.YesOrNo("withTags") ?? false,
            RequiringMeta = query.YesOrNo("requiringMeta") ?? false,
            Cursor = query.Text("cursor"),
        };
        query.Numbers("tags");
        return read;
    }

    private static string ReadPeriodAndSort(QueryReader query, SiteEnums enums)
    {
        query.Word("period", enums.Periods);
        return query.Word("sort", enums.ImageSorts) ?? enums.ImageSorts[0];
    }

    // browsingLevel wins; "true" hides what is safe; nothing means PG only.
    private static int ReadMask(QueryReader query, SiteEnums enums)
    {
        var mask = ReadNsfw(query, enums);
        return query.Number("browsingLevel") is { } level && !double.IsNaN(level) ? (int)level : mask;
    }

    private static int ReadNsfw(QueryReader query, SiteEnums enums)
    {
        var words = query.Texts("nsfw");
        var known = words is [var word] ? word : "";
        var mask = known switch
        {
            "None" => 1,
            "Soft" => 3,
            "Mature" => 7,
            "X" => 31,
            "Blocked" => 32,
            _ => 0,
        };
        if (words is null || mask > 0)
            return Math.Max(mask, Pg);
        var before = query.Issues.Count;
        var isYes = query.YesOrNo("nsfw");
        if (query.Issues.Count > before)
            AddWords(query.Issues[before]!.AsObject(), enums);
        return isYes == true ? AboveSoft : Pg;
    }

    // The list of words is the first branch of the union.
    private static void AddWords(JsonObject issue, SiteEnums enums) =>
        issue["errors"]!.AsArray().Insert(0, new JsonArray(ZodIssue.NotOneOf(enums.ImageNsfw, "")));
}
