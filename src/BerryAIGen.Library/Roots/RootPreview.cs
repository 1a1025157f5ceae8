using BerryAIGen.Library.Layouts;

namespace BerryAIGen.Library.Roots;

/// <summary>Where files would go in a folder with a layout.</summary>
/// <param name="Layout">The layout's id.</param>
/// <param name="ModelsFolder">The folder of the models, which is the given one or in it.</param>
/// <param name="Folders">One row for each kind of folder, in the order of the layout.</param>
public sealed record RootPreview(string Layout, string ModelsFolder, IReadOnlyList<RootFolder> Folders)
{
    internal static RootPreview Of(LayoutRoot root) =>
        new(
            root.Layout.Id,
            root.ModelsFolder,
            [
                .. root.Kinds.Select(kind => new RootFolder(
                    kind.Id,
                    root.PathOf(kind),
                    Directory.Exists(root.PathOf(kind)),
                    [
                        .. root
                            .Layout.Types.Concat(root.Layout.MoreTypes)
                            .Where(row => row.Folder == kind.Id)
                            .Select(row => row.Type)
                            .Distinct(StringComparer.Ordinal),
                    ],
                    root.FindReason(kind)
                )),
            ]
        );
}

/// <param name="Kind">What the layout calls it: <c>checkpoints</c>.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Exists">Whether it is there; one that is not is made by the first file.</param>
/// <param name="Types">The types of models that go there.</param>
/// <param name="Reason">Why it is elsewhere than the layout says; null when it is not.</param>
public sealed record RootFolder(string Kind, string Path, bool Exists, IReadOnlyList<string> Types, string? Reason);
