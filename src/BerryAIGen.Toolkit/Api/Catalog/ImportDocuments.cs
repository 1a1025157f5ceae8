using BerryAIGen.Database.Models;
using BerryAIGen.Library.Importing;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>A file that is to become a model. A form has the same names, and the file itself as <c>file</c>.</summary>
/// <param name="Path">The file on the server's machine; in a form left out.</param>
/// <param name="FileName">What it is to be called; left out for its own name.</param>
/// <param name="Name">What people call the model.</param>
/// <param name="Type">The folder or type, such as <c>loras</c>; left out the header decides.</param>
/// <param name="BaseModel">What it belongs to.</param>
/// <param name="Version">Which version it is.</param>
/// <param name="TriggerWords">Words that call it up.</param>
/// <param name="PreviewPath">A picture on the server's machine; in a form the picture itself as <c>preview</c>.</param>
/// <param name="InPlace">Leave it where it lies and only write down what it is.</param>
/// <param name="AllowUnsafe">Import it although the scan calls it dangerous.</param>
public sealed record ImportQuestion(
    string? Path,
    string? FileName,
    string? Name,
    string? Type,
    string? BaseModel,
    string? Version,
    IReadOnlyList<string>? TriggerWords,
    string? PreviewPath,
    bool? InPlace,
    bool? AllowUnsafe
);

/// <summary>What came of an import.</summary>
/// <param name="ModelId">The model of the library.</param>
/// <param name="Name">What it is called there.</param>
/// <param name="State"><c>imported</c>, <c>already_present</c> or <c>registered</c>.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Sidecar">The record beside it.</param>
/// <param name="Note">What should be known.</param>
public sealed record ImportAnswer(
    string ModelId,
    string Name,
    string State,
    string Path,
    long Size,
    string Sha256,
    string? Sidecar,
    string? Note
)
{
    public static ImportAnswer Of(ImportedModel model, ModelRow row) =>
        new(
            row.Id,
            row.Name,
            model.State switch
            {
                ImportState.Imported => "imported",
                ImportState.AlreadyPresent => "already_present",
                _ => "registered",
            },
            model.Path,
            model.SizeBytes,
            model.Sha256,
            model.Sidecar,
            model.Note
        );
}
