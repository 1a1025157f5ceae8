using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Safety;

namespace BerryAIGen.Database.Keeping;

/// <summary>Looks for code that would run when a model is loaded.</summary>
public sealed class ModelScan(LibraryDatabase database, BerryLibrary library, TimeProvider time)
{
    private static readonly ScanVerdict[] WorstFirst =
    [
        ScanVerdict.Dangerous,
        ScanVerdict.Unreadable,
        ScanVerdict.Suspicious,
        ScanVerdict.Unscanned,
    ];

    /// <summary>Scans every file of a model; runs none.</summary>
    /// <exception cref="LibraryException">There is no such model, or it is not here.</exception>
    public async Task<ScannedModel> RunAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var (row, path) = await context.GetLocalAsync(id, cancellationToken);
        var files = await Task.Run(
            () => new FolderScanner(library.Scanner).Scan([path], cancellationToken),
            cancellationToken
        );
        var verdicts = files.Select(file => file.Report?.Verdict ?? ScanVerdict.Unreadable).ToHashSet();
        // Of nothing nobody can say that it is clean.
        var best = files.Count == 0 ? ScanVerdict.Unscanned : ScanVerdict.Clean;
        var scanned = new ScannedModel(row, WorstFirst.FirstOrDefault(verdicts.Contains, best), files, Now);
        context.Note(row, "scanned", Now, $$"""{"verdict":"{{SnakeCase.Of(scanned.Verdict.ToString())}}"}""");
        await context.SaveChangesAsync(cancellationToken);
        return scanned;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <summary>What a scan found in a model.</summary>
/// <param name="Row">The model.</param>
/// <param name="Verdict">The worst of its files.</param>
/// <param name="Files">One answer per file.</param>
/// <param name="At">When.</param>
public sealed record ScannedModel(ModelRow Row, ScanVerdict Verdict, IReadOnlyList<ScannedFile> Files, DateTime At);
