using BerryAIGen.Library.Locks;

namespace BerryAIGen.Cli.Output;

/// <summary>What was written into a lock, and what was not.</summary>
internal sealed record LockDocument(
    string Lock,
    IReadOnlyList<LockRow> Files,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<DownloadRow> Failed
)
{
    public static LockDocument From(LockOutcome outcome) =>
        new(
            outcome.Path,
            [.. outcome.Files.Select(file => new LockRow(file.Folder, file.Path, file.SizeBytes, file.Hashes.Sha256!))],
            outcome.LeftOut,
            [.. outcome.Items.Where(item => item.Failure is not null).Select(DownloadRow.From)]
        );
}

internal sealed record LockRow(string? Folder, string Path, long Size, string Sha256);
