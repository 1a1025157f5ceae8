using System.Buffers;
using System.Data.Common;
using System.Text;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// A row is the same when the bytes of its columns are, and nothing of it is copied then: what it was written as is.
/// </summary>
internal sealed class SqliteWholeLists : WholeLists
{
    public override Task<IReadOnlyList<WrittenModel>> ReadAsync(
        LibraryDatabase database,
        DbConnection connection,
        ModelFilter filter,
        ModelQuery query,
        ListedModels listed,
        WrittenModels written,
        CancellationToken cancellationToken
    )
    {
        List<WrittenModel> models = [];
        var id = new ArrayBufferWriter<char>(256);
        var sql = ListedModels.Sql(ListedModels.Columns, filter.Sql, query);
        using var rows = new SqliteRows(database.Describe(), sql, filter.Values);
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            id.ResetWrittenCount();
            Encoding.UTF8.GetChars(rows.Bytes(0), id);
            var mark = RowMark.Of(rows, ListedModels.ColumnCount);
            models.Add(written.Find(id.WrittenSpan, mark) ?? written.Write(listed.Read(rows), mark));
        }

        return Task.FromResult<IReadOnlyList<WrittenModel>>(models);
    }
}
