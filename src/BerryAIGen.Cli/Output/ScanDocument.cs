using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Safety;

namespace BerryAIGen.Cli.Output;

/// <summary>Whether loading files would run code.</summary>
/// <param name="Files">Models, and whatever else is not simply clean.</param>
/// <param name="OtherFiles">How many files of the folders are no models and clean.</param>
internal sealed record ScanDocument(IReadOnlyList<ScanRow> Files, int OtherFiles);

internal sealed record ScanRow
{
    public required string Path { get; init; }

    public required string Verdict { get; init; }

    /// <summary>Module, name and level of each.</summary>
    public IReadOnlyList<string[]> Globals { get; init; } = [];

    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Why the file could not be read at all; null when it was.</summary>
    public ErrorBody? Error { get; init; }

    public static ScanRow From(ScanReport report) =>
        new()
        {
            Path = report.Path,
            Verdict = report.Verdict.ToString().ToLowerInvariant(),
            Globals =
            [
                .. report.Globals.Select(g => (string[])[g.Module, g.Name, g.Level.ToString().ToLowerInvariant()]),
            ],
            Messages = report.Messages,
        };

    public static ScanRow From(string path, Failure failure) =>
        new()
        {
            Path = path,
            Verdict = "unreadable",
            Messages = [failure.Message],
            Error = ErrorDocument.From(failure).Error,
        };
}
