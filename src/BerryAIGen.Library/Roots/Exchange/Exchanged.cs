using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>The rows and refusals of an exchange.</summary>
internal static class Exchanged
{
    public static DownloadItem Row(RootFile file, IRootEnd target) =>
        new()
        {
            Reference = Shown(file.Path),
            State = DownloadState.Planned,
            File = Shown(file.Name),
            Path = Shown(target.PlaceOf(file.Path)),
            SizeBytes = file.SizeBytes,
            Sha256 = file.Sha256,
        };

    public static Failure Taken(string place) =>
        new(
            FailureCode.Conflict,
            $"{place} is another file and stays; rename one of the two, and run the same command again."
        );

    public static Failure Unknown(string place) =>
        new(
            FailureCode.Verification,
            $"Nobody knows the SHA-256 of {place}, so it cannot be compared; pull it to a folder, and push it from there."
        );

    /// <summary>Names from a bucket may want to steer the terminal.</summary>
    public static string Shown(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(sign => char.IsControl(sign) ? '\uFFFD' : sign)) : text;

    /// <summary>
    /// Why a name of one root is no name in the other; null when it is. Either may be a stranger's: nothing leads out of a
    /// root, nothing becomes what an application runs, and what one machine takes all must be able to take.
    /// </summary>
    public static Failure? FindNameRefusal(string path, ListedNames names)
    {
        var why =
            !SafePath.IsInside(path) || path.Length == 0 ? "which leads out of the root or holds signs that no name has"
            : Array.Find(path.Split('/'), part => FileNames.Clean(part) != part) is { } part
                ? $"and not every system takes the name \"{Shown(part)}\""
            : names.FindRefusal(WithoutRecordEnding(path));
        return why is null
            ? null
            : new Failure(
                FailureCode.Policy,
                $"The root has \"{Shown(path)}\", {why}; it stays there. Rename it if you want it."
            );
    }

    // The record of a model is as good a name as the model's own.
    private static string WithoutRecordEnding(string path) =>
        path.EndsWith(Downloads.Recording.Sidecar.Ending, StringComparison.OrdinalIgnoreCase)
            ? path[..^Downloads.Recording.Sidecar.Ending.Length]
            : path;
}
