using BerryAIGen.Library.Layouts;

namespace BerryAIGen.Library.Identification.Routing;

/// <summary>What a file's header may still change about its place: another folder of the same layout, where the first is wrong.</summary>
/// <param name="Root">The layout at its place.</param>
/// <param name="Kind">The folder that the types chose.</param>
/// <param name="Below">The sub-folders below it, empty for none.</param>
public sealed record HeaderRoute(LayoutRoot Root, LayoutFolder Kind, string Below)
{
    /// <summary>Every folder where a file of this place may end.</summary>
    public IEnumerable<string> OtherFolders =>
        Rules.Select(rule => rule.To).Distinct(StringComparer.Ordinal).Select(PathOf);

    private IEnumerable<HeaderRule> Rules => Root.Layout.HeaderRules.Where(rule => rule.From.Contains(Kind.Id));

    /// <summary>The right folder and why; null where the first one is not provably wrong.</summary>
    public (string Folder, string Note)? Find(Identity identity)
    {
        var rule = Rules.FirstOrDefault(rule =>
            rule.Types.Contains(identity.Type) && !rule.Lacks.Any(identity.Contents.Contains)
        );
        return rule is null ? null : (PathOf(rule.To), $"goes to {rule.To}, not {Kind.Id}: {rule.Because}");
    }

    private string PathOf(string folder) => Path.Combine(Root.PathOf(Root.Layout.FoldersById[folder]), Below);
}
