using System.Data.Common;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>
/// A row is the same as long as it is the one that the same transaction left (<c>xmin</c>). So only ids and numbers are
/// sent, and whole rows only of those that changed.
/// </summary>
internal sealed class PostgreSqlWholeLists : WholeLists
{
    public override async Task<IReadOnlyList<WrittenModel>> ReadAsync(
        LibraryDatabase database,
        DbConnection connection,
        ModelFilter filter,
        ModelQuery query,
        ListedModels listed,
        WrittenModels written,
        CancellationToken cancellationToken
    )
    {
        var rows = await ReadMarksAsync(connection, filter, query, written, cancellationToken).ConfigureAwait(false);
        string[] changed = [.. rows.Where(row => row.Known is null).Select(row => row.Id)];
        var anew = await WriteAsync(connection, changed, listed, written, cancellationToken).ConfigureAwait(false);
        // One that went since the first question is in no list.
        return [.. rows.Select(row => row.Known ?? anew.GetValueOrDefault(row.Id)).OfType<WrittenModel>()];
    }

    private static async Task<List<(string Id, WrittenModel? Known)>> ReadMarksAsync(
        DbConnection connection,
        ModelFilter filter,
        ModelQuery query,
        WrittenModels written,
        CancellationToken cancellationToken
    )
    {
        List<(string, WrittenModel?)> rows = [];
        await using var command = connection.CreateCommand();
        command.CommandText = ListedModels.Sql("id, xmin", filter.AddTo(command), query);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var id = reader.GetString(0);
            rows.Add((id, written.Find(id, reader.GetFieldValue<uint>(1))));
        }

        return rows;
    }

    private static async Task<Dictionary<string, WrittenModel>> WriteAsync(
        DbConnection connection,
        string[] ids,
        ListedModels listed,
        WrittenModels written,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, WrittenModel> models = new(ids.Length, StringComparer.Ordinal);
        if (ids.Length == 0)
            return models;
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {ListedModels.Columns}, xmin FROM model_registry WHERE id = ANY(@ids)";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("ids", ids);
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // The mark comes with its row: one that changed since the first question is not taken for the one before.
            var mark = reader.GetFieldValue<uint>(ListedModels.ColumnCount);
            var model = written.Write(listed.Read(new ReaderRow(reader)), mark);
            models.Add(model.Id, model);
        }

        return models;
    }
}
