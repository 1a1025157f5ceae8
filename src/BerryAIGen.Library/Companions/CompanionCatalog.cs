using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Companions;

/// <summary>What models of all architectures need: the shipped definitions, and the user's over them by id.</summary>
internal sealed class CompanionCatalog
{
    private readonly IReadOnlyList<CompanionDefinition> _all;
    private readonly ILookup<string, (CompanionNeed Need, CompanionFile File)> _byName;

    private CompanionCatalog(DefinitionFiles<CompanionDefinition> files)
    {
        Warnings = files.Warnings;
        _all = [.. files.ById.Values.OrderByDescending(definition => files.OfUser.Contains(definition.Id))];
        _byName = _all.SelectMany(definition => definition.Needs)
            .SelectMany(need => need.Files.Select(file => (Need: need, File: file)))
            .ToLookup(row => row.File.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Files of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <param name="configurationFolder">Holds <c>definitions/companions/*.json</c>; null for none.</param>
    public static CompanionCatalog Load(string? configurationFolder) =>
        new(
            DefinitionFiles<CompanionDefinition>.Load(
                "companions",
                "list of companions",
                configurationFolder,
                CompanionJson.Default.CompanionDefinition,
                CompanionDefinition.Check
            )
        );

    /// <summary>What a base model needs; null for one that nobody described, or that needs nothing.</summary>
    /// <param name="baseModel">In the words of <c>berry inspect</c> or Civitai's.</param>
    public CompanionDefinition? Find(string? baseModel) =>
        baseModel is null
            ? null
            : _all.FirstOrDefault(definition =>
                definition.Bases.Contains(baseModel.Trim(), StringComparer.OrdinalIgnoreCase)
            );

    /// <summary>The files of that name, each once.</summary>
    public IEnumerable<(CompanionNeed Need, CompanionFile File)> Named(string fileName) =>
        _byName[fileName].DistinctBy(row => row.File.Sha256);
}
