using BerryAIGen.Library;
using BerryAIGen.Library.Importing;

namespace BerryAIGen.Cli.Output;

/// <summary>What <c>berry import --json</c> prints.</summary>
/// <param name="Files">One row per file, in the order in which they were given.</param>
internal sealed record ImportDocument(IReadOnlyList<ImportedFile> Files);

/// <summary>One file.</summary>
/// <param name="File">As it was named.</param>
/// <param name="State"><c>imported</c>, <c>already_present</c>, <c>registered</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="Path">Where the model is; null when it is not.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Sidecar">The record beside it.</param>
/// <param name="Reason">Why not, or what should be known.</param>
internal sealed record ImportedFile(
    string File,
    string State,
    string? Path,
    long? Size,
    string? Sha256,
    string? Sidecar,
    string? Reason
)
{
    public static ImportedFile Of(string file, ImportedModel model) =>
        new(file, WordOf(model.State), model.Path, model.SizeBytes, model.Sha256, model.Sidecar, model.Note);

    public static ImportedFile Of(string file, Failure failure) =>
        new(
            file,
            failure.Code is FailureCode.Policy or FailureCode.Verification ? "refused" : "failed",
            null,
            null,
            null,
            null,
            failure.Message
        );

    private static string WordOf(ImportState state) =>
        state switch
        {
            ImportState.Imported => "imported",
            ImportState.AlreadyPresent => "already_present",
            _ => "registered",
        };
}
