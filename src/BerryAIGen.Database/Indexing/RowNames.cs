using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Database.Indexing;

/// <summary>Decides what a model is called: the name of its file counts where nobody gave it another.</summary>
internal static class RowNames
{
    // Where rows are from that got their names from files and from what lies beside them.
    private static readonly string[] FromFiles = ["index", "import", DownloadKind.KindName];

    /// <summary>Whether the row stays called as it is, though its file was read anew.</summary>
    /// <param name="row">As it is until now, with the place where its file was.</param>
    /// <param name="model">What lies on the disk.</param>
    /// <param name="kind">What the row has to do with it.</param>
    public static bool KeepsName(ModelRow row, ModelDescription model, RowKind kind) =>
        kind switch
        {
            // What was ordered by an address is called what its file is called, until it is here and says more; but a
            // repository that was ordered as a whole is called by its owner as well.
            RowKind.Offered => row.Origin != DownloadKind.KindName || model.Model.IsFolder,
            RowKind.Same => HasNameOfItsOwn(row) && (model.IsNamedByFile || IsGiven(row)),
            // Of other bytes that are here now a source's name would tell a lie.
            RowKind.Changed => HasNameOfItsOwn(row) && IsGiven(row),
            _ => false,
        };

    // A list of models said how it is called, before or beside its file.
    private static bool IsGiven(ModelRow row) => !FromFiles.Contains(row.Origin);

    private static bool HasNameOfItsOwn(ModelRow row) =>
        row.LocalPath is not { } path
        || (row.Name != ModelDescription.NameOf(path) && row.Name != Path.GetFileName(path));
}
