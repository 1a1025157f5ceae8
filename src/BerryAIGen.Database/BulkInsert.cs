using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace BerryAIGen.Database;

/// <summary>
/// Inserts many new rows of one table with few statements. EF sends one statement per row with SQLite and keeps track of
/// each, which for ten thousand rows takes several times as long as reading the headers of their files.
/// </summary>
internal static class BulkInsert
{
    // Statements of one length are prepared once; databases allow some ten thousand parameters in each.
    private const int RowsAtOnce = 25;

    /// <summary>Within the transaction of the context, if it has one; keys that the database makes are not read back.</summary>
    public static async Task InsertAsync<T>(
        LibraryContext context,
        IReadOnlyList<T> rows,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (rows.Count == 0)
            return;
        var columns = ColumnsOf(context, typeof(T));
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = context.Database.GetDbConnection();
            DbCommand? command = null;
            foreach (var chunk in rows.Chunk(RowsAtOnce))
            {
                if (command?.Parameters.Count != chunk.Length * columns.Length)
                {
                    if (command is not null)
                        await command.DisposeAsync();
                    command = Prepare(context, connection, columns, chunk.Length);
                }

                for (var row = 0; row < chunk.Length; row++)
                {
                    for (var column = 0; column < columns.Length; column++)
                        command.Parameters[(row * columns.Length) + column].Value = columns[column].ValueOf(chunk[row]);
                }

                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            if (command is not null)
                await command.DisposeAsync();
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static DbCommand Prepare(LibraryContext context, DbConnection connection, Column[] columns, int rows)
    {
        var names = context.GetService<ISqlGenerationHelper>();
        var command = connection.CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        var values = new List<string>(rows);
        for (var row = 0; row < rows; row++)
        {
            var places = new string[columns.Length];
            for (var column = 0; column < columns.Length; column++)
            {
                places[column] = $"@p{command.Parameters.Count}";
                command.Parameters.Add(columns[column].Mapping.CreateParameter(command, places[column], null, true));
            }

            values.Add($"({string.Join(", ", places)})");
        }

        command.CommandText =
            $"INSERT INTO {names.DelimitIdentifier(columns[0].Table)} ({string.Join(", ", columns.Select(column => names.DelimitIdentifier(column.Name)))}) "
            + $"VALUES {string.Join(", ", values)}";
        return command;
    }

    private static Column[] ColumnsOf(LibraryContext context, Type type)
    {
        var entity = context.Model.FindEntityType(type)!;
        var table = entity.GetTableName()!;
        return
        [
            .. entity
                .GetProperties()
                .Where(property => !(property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd))
                .Select(property => new Column(table, property)),
        ];
    }

    private sealed class Column(string table, IProperty property)
    {
        private readonly Func<object?, object?>? _convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        public string Table => table;

        public string Name { get; } = property.GetColumnName();

        public RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();

        public object ValueOf(object row)
        {
            var value = property.PropertyInfo!.GetValue(row);
            return (_convert is null ? value : _convert(value)) ?? DBNull.Value;
        }
    }
}
