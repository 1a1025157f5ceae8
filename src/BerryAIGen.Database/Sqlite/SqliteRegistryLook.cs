using System.Buffers;
using System.Text;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// A row is the same when the bytes of its columns are. They are looked at where SQLite has them: of a row that did not
/// change nothing is copied and nothing is made.
/// </summary>
internal sealed class SqliteRegistryLook : RegistryLook
{
    public override Task<Dictionary<string, JudgedModel>> ReadAsync(
        LibraryDatabase database,
        LibraryVerdicts? before,
        Func<ModelRow, UInt128, JudgedModel> judge,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, JudgedModel> models = new(before?.Count ?? 0, StringComparer.Ordinal);
        var id = new ArrayBufferWriter<char>(256);
        using var rows = new SqliteRows(database.Describe(), $"SELECT {Columns} FROM model_registry");
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            id.ResetWrittenCount();
            Encoding.UTF8.GetChars(rows.Bytes(0), id);
            var mark = RowMark.Of(rows, ColumnCount);
            var model = before?.Find(id.WrittenSpan) is { } same && same.IsOf(mark) ? same : judge(RowOf(rows), mark);
            models.Add(model.Id, model);
        }

        return Task.FromResult(models);
    }
}
