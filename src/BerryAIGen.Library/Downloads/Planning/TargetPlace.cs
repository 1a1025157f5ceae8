using BerryAIGen.Library.Identification.Routing;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Where a file goes, before anybody looked into it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Root">The folder whose record tells of the file.</param>
internal sealed record TargetPlace(string Folder, string Root)
{
    /// <summary>The folder for parts; null for beside the target.</summary>
    public string? Parts { get; init; }

    /// <summary>Why it is not the type's own.</summary>
    public string? Note { get; init; }

    /// <summary>What the header may still change; null where a person named the folder.</summary>
    public HeaderRoute? Route { get; init; }
}
