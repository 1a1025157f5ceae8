using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Models;

/// <summary>The parameters of the models list, read in the order of the real schema.</summary>
internal sealed record ModelQuery
{
    public const int MaximumLimit = 100;

    public required double? Page { get; init; }
    public required string? Cursor { get; init; }
    public required double Limit { get; init; }
    public required string? Query { get; init; }
    public required string? Tag { get; init; }
    public required string? Username { get; init; }
    public required IReadOnlyList<string>? Types { get; init; }
    public required IReadOnlyList<string>? Statuses { get; init; }
    public required IReadOnlyList<string>? BaseModels { get; init; }
    public required IReadOnlyList<string>? CommercialUses { get; init; }
    public required string? CheckpointType { get; init; }
    public required string Sort { get; init; }
    public required string Period { get; init; }
    public required bool Nsfw { get; init; }
    public required bool PrimaryFileOnly { get; init; }
    public required bool? SupportsGeneration { get; init; }
    public required bool EarlyAccess { get; init; }
    public required bool Archived { get; init; }
    public required string? Availability { get; init; }
    public required IReadOnlyList<double>? Ids { get; init; }
    public required IReadOnlyList<double>? VersionIds { get; init; }
    public required IReadOnlyList<string>? FileFormats { get; init; }

    public static ModelQuery Read(QueryReader query)
    {
        var enums = SiteEnums.All;
        var read = new ModelQuery
        {
            Limit = query.Number("limit", 0, MaximumLimit) ?? MaximumLimit,
            Page = query.Number("page", 1),
            Cursor = query.Text("cursor"),
            Query = query.Text("query"),
            Tag = query.Text("tag") ?? query.Text("tagname"),
            Username = query.Text("username") ?? query.Text("user"),
            Types = query.Words("types", enums.ModelTypes),
            Statuses = query.Words("status", enums.ModelStatuses),
            CheckpointType = query.Word("checkpointType", enums.CheckpointTypes),
            BaseModels = query.Texts("baseModels"),
            Sort = query.Word("sort", enums.ModelSorts) ?? enums.ModelSorts[0],
            Period = query.Word("period", enums.Periods) ?? "AllTime",
            CommercialUses = query.Words("allowCommercialUse", enums.CommercialUses),
            Ids = query.Numbers("ids"),
            VersionIds = query.Numbers("modelVersionIds"),
            Nsfw = query.YesOrNo("nsfw") ?? false,
            PrimaryFileOnly = query.YesOrNo("primaryFileOnly") ?? false,
            SupportsGeneration = query.Presence("supportsGeneration"),
            EarlyAccess = query.Presence("earlyAccess") ?? false,
            Archived = query.Presence("archived") ?? false,
            Availability = query.Word("availability", enums.Availabilities),
            FileFormats = ReadFormats(query, enums),
        };
        ReadTheRest(query);
        return read;
    }

    // Checked, and of no effect on what the Sandbox holds.
    private static void ReadTheRest(QueryReader query)
    {
        query.Number("rating");
        query.Word("periodMode", ["stats", "published"]);
        query.YesOrNo("favorites");
        query.YesOrNo("hidden");
        query.YesOrNo("newCreators");
        query.Refuse("boolean", "allowNoCredit", "allowDerivatives", "allowDifferentLicense");
        query.Refuse("number", "browsingLevel", "collectionId");
        query.Refuse("boolean", "isFeatured", "disablePoi", "disableMinor", "pending");
        query.Refuse("array", "excludedUserIds", "excludedTagIds", "excludedImageTagIds", "excludedIds");
    }

    private static IReadOnlyList<string>? ReadFormats(QueryReader query, SiteEnums enums)
    {
        var formats = query.Texts("fileFormats");
        if (formats is [_])
            query.Refuse("array", "fileFormats");
        else if (formats?.FirstOrDefault(format => !enums.FileFormats.Contains(format)) is not null)
            query.Words("fileFormats", enums.FileFormats);
        return formats;
    }
}
