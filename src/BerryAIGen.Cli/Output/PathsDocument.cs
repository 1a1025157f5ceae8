using BerryAIGen.Library.Layouts.ComfyUi;

namespace BerryAIGen.Cli.Output;

/// <summary>Where ComfyUI searches, and what keeps it from starting.</summary>
internal sealed record PathsDocument(
    IReadOnlyDictionary<string, PathsFolder> Folders,
    IReadOnlyList<PathsError> Errors,
    IReadOnlyList<string> Warnings
)
{
    public static PathsDocument From(ApplicationFolders found) =>
        new(
            found.Folders.Folders.ToDictionary(folder => folder.Type, PathsFolder.From),
            [.. found.Problems.Select(PathsError.From)],
            found.Warnings
        );
}

/// <param name="Paths">First found, first taken.</param>
/// <param name="Extensions">The endings that are listed; none for every file.</param>
/// <param name="Default">The first path.</param>
/// <param name="AfterStart">Folders that come behind once ComfyUI runs.</param>
internal sealed record PathsFolder(
    IReadOnlyList<string> Paths,
    IReadOnlyList<string> Extensions,
    string Default,
    IReadOnlyList<string> AfterStart
)
{
    public static PathsFolder From(SearchFolder folder) =>
        new(folder.Paths, folder.Extensions, folder.Default, folder.LaterPaths);
}

internal sealed record PathsError(string File, int? Line, string? Key, string Message)
{
    public static PathsError From(ExtraPathsProblem problem) =>
        new(problem.File, problem.Line, problem.Key, problem.Message);
}
