using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Enums;

/// <summary>The words of the site, in the order in which it lists them.</summary>
internal sealed record SiteEnums(
    IReadOnlyList<string> ModelTypes,
    IReadOnlyList<string> ModelFileTypes,
    IReadOnlyList<BaseModel> BaseModels,
    IReadOnlyList<string> BaseModelTypes,
    IReadOnlyDictionary<string, string> AirTypes,
    IReadOnlyList<string> FileFormats,
    IReadOnlyList<string> ModelSorts,
    IReadOnlyList<string> ImageSorts,
    IReadOnlyList<string> ArticleSorts,
    IReadOnlyList<string> CollectionSorts,
    IReadOnlyList<string> VaultSorts,
    IReadOnlyList<string> TagSorts,
    IReadOnlyList<string> ModelStatuses,
    IReadOnlyList<string> CommercialUses,
    IReadOnlyList<string> CheckpointTypes,
    IReadOnlyList<string> Availabilities,
    IReadOnlyList<string> Periods,
    IReadOnlyList<string> MediaTypes,
    IReadOnlyList<string> ImageNsfw
)
{
    public static SiteEnums All { get; } = SeedData.Read<SiteEnums>("enums.json");
}

/// <summary>A base model of the site.</summary>
/// <param name="Name">The word in the answers.</param>
/// <param name="Air">The ecosystem segment of AIR identifiers.</param>
/// <param name="Active">Not hidden from the site's forms.</param>
internal sealed record BaseModel(string Name, string Air, bool Active);
