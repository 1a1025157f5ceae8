using BerryAIGen.Library.Roots;

namespace BerryAIGen.Cli.Output;

/// <summary>The places for models in the settings.</summary>
internal sealed record RootsDocument(IReadOnlyList<RootRow> Roots);

internal sealed record RootRow(
    string Name,
    string Path,
    string? Layout,
    int Priority,
    bool ReadOnly,
    long MinFree,
    IReadOnlyList<string> Types,
    IReadOnlyDictionary<string, string> Templates,
    string? AfterDownload,
    string? Endpoint,
    string? Region,
    string? Profile
)
{
    public static RootRow From(ModelRoot root) =>
        new(
            root.Name,
            root.Path,
            root.Layout,
            root.Priority,
            root.IsReadOnly,
            root.MinFreeBytes,
            root.Types,
            root.Templates,
            root.AfterDownload?.ToString(),
            root.Endpoint,
            root.Region,
            root.Profile
        );
}
