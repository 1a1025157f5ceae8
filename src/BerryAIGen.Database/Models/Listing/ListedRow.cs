using System.Data.Common;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>A row of the registry, wherever it is read from.</summary>
internal interface IListedRow
{
    string? Text(int column);

    long? Number(int column);

    DateTime? Time(int column);
}

/// <summary>The row that a reader stands at.</summary>
internal readonly struct ReaderRow(DbDataReader reader) : IListedRow
{
    public string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public long? Number(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public DateTime? Time(int column) => reader.IsDBNull(column) ? null : reader.GetDateTime(column);
}
