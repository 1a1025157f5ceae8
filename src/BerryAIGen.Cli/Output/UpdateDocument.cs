using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Versions.Replacing;

namespace BerryAIGen.Cli.Output;

/// <summary>What became of models that were to be updated.</summary>
internal sealed record UpdateDocument(IReadOnlyList<UpdatedRow> Files)
{
    public static UpdateDocument From(IEnumerable<UpdatedFile> files) => new([.. files.Select(UpdatedRow.From)]);
}

internal sealed record UpdatedRow
{
    public required string Path { get; init; }

    /// <summary>planned, updated, skipped or failed.</summary>
    public required string State { get; init; }

    public string? Id { get; init; }

    public string? NewPath { get; init; }

    public int? FromVersion { get; init; }

    public OfferRow? Update { get; init; }

    public IReadOnlyList<LeftFile> Left { get; init; } = [];

    public long Transferred { get; init; }

    public string? Reason { get; init; }

    public ErrorBody? Error { get; init; }

    public static UpdatedRow From(UpdatedFile file) =>
        new()
        {
            Path = file.Path,
            State = UpdateRow.Word(file.State),
            Id = file.Id,
            NewPath = file.NewPath,
            FromVersion = file.Finding.VersionId,
            Update = OfferRow.From(file.Update),
            Left = file.Left,
            Transferred = file.TransferredBytes,
            Reason = file.Reason,
            Error = file.Failure is { } failure ? ErrorDocument.From(failure).Error : null,
        };
}

/// <summary>The end of an update.</summary>
internal static class UpdateReport
{
    /// <summary>Of what was skipped only that is told which a person named.</summary>
    public static int Write(IReadOnlyList<UpdatedFile> files, IReadOnlyList<string> named, StandardOutput output)
    {
        if (output.IsJson)
        {
            StandardOutput.Json(UpdateDocument.From(files), BerryJson.Default.UpdateDocument);
        }

        foreach (var file in files)
        {
            if (file.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {file.Path}: {failure.Message}");
            }
            else if (!output.IsJson && (file.State != UpdatedState.Skipped || named.Contains(file.Path)))
            {
                StandardOutput.Line(Sentence(file));
            }
        }

        if (files.All(file => file.State == UpdatedState.Skipped))
        {
            StandardOutput.Message("berry: there is nothing to update.");
        }

        return files.Select(file => file.Failure).OfType<Failure>().FirstOrDefault() is { } first
            ? ExitCodes.Of(first.Code)
            : 0;
    }

    private static string Sentence(UpdatedFile file)
    {
        var line = $"{PathText.Of(file.Path)}: {UpdateRow.Word(file.State)}";
        if (file.Update is { } update)
        {
            line += $", {update.VersionName ?? $"version {update.VersionId}"} -> {PathText.Of(file.NewPath!)}";
        }

        if (file.Id is not null)
        {
            line += $" ({file.Id})";
        }

        return file.Reason is null ? line : $"{line}; {file.Reason}";
    }
}
