using System.Data.Common;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>
/// A row is the same as long as it is the one that the same transaction left: PostgreSQL keeps its number with every row
/// (<c>xmin</c>). So only ids and numbers are sent, and whole rows only of those that changed.
/// </summary>
internal sealed class PostgreSqlRegistryLook : RegistryLook
{
    public override async Task<Dictionary<string, JudgedModel>> ReadAsync(
        LibraryDatabase database,
        LibraryVerdicts? before,
        Func<ModelRow, UInt128, JudgedModel> judge,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, JudgedModel> models = new(before?.Count ?? 0, StringComparer.Ordinal);
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var changed = before is null
            ? null
            : await ReadMarksAsync(connection, before, models, cancellationToken).ConfigureAwait(false);
        if (changed is { Length: 0 })
            return models;

        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns}, xmin FROM model_registry";
        if (changed is not null)
        {
            command.CommandText += " WHERE id = ANY(@changed)";
            var ids = command.CreateParameter();
            (ids.ParameterName, ids.Value) = ("changed", changed);
            command.Parameters.Add(ids);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // The mark comes with its row: one that changed since the first question is not taken for the one before.
            var model = judge(RowOf(new ReaderRow(reader)), reader.GetFieldValue<uint>(ColumnCount));
            models.Add(model.Id, model);
        }

        return models;
    }

    /// <returns>The ids of those that are new or changed; the others are among the models.</returns>
    private static async Task<string[]> ReadMarksAsync(
        DbConnection connection,
        LibraryVerdicts before,
        Dictionary<string, JudgedModel> models,
        CancellationToken cancellationToken
    )
    {
        List<string> changed = [];
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, xmin FROM model_registry";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var id = reader.GetString(0);
            if (before.Find(id) is { } same && same.IsOf(reader.GetFieldValue<uint>(1)))
                models.Add(id, same);
            else
                changed.Add(id);
        }

        return [.. changed];
    }
}
