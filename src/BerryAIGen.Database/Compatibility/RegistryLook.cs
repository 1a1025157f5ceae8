using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.Compatibility;

/// <summary>
/// A look at every row of the registry that takes up only those that changed: whatever wrote them, and whether or not it
/// said when. Each database tells in its own way that a row is the same.
/// </summary>
internal abstract class RegistryLook
{
    /// <summary>What decides who runs a model, and before it the id.</summary>
    protected const string Columns =
        "id, metadata, capabilities, format, architecture, model_type, size, disk_usage, status, status_detail, origin";

    protected const int ColumnCount = 11;

    /// <summary>All models: those that stayed as they were are the ones of before.</summary>
    /// <param name="database">The library.</param>
    /// <param name="before">What is known; null reads every row.</param>
    /// <param name="judge">Takes up a row that is new or changed, with the mark that it had.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<Dictionary<string, JudgedModel>> ReadAsync(
        LibraryDatabase database,
        LibraryVerdicts? before,
        Func<ModelRow, UInt128, JudgedModel> judge,
        CancellationToken cancellationToken
    );

    /// <summary>The model of a row that has the <see cref="Columns"/>.</summary>
    protected static ModelRow RowOf<TRow>(TRow row)
        where TRow : IListedRow =>
        new()
        {
            Id = row.Text(0)!,
            Name = "",
            Metadata = row.Text(1)!,
            Capabilities = row.Text(2)!,
            Format = row.Text(3),
            Architecture = row.Text(4),
            ModelType = row.Text(5),
            Size = row.Number(6),
            DiskUsage = row.Number(7),
            Status = row.Text(8)!,
            StatusDetail = row.Text(9),
            Origin = row.Text(10)!,
        };
}
