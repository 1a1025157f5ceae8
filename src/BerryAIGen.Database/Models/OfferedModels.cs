using System.Data.Common;
using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Models;

/// <summary>
/// Whether the registry says of the predefined models what it is to say. Asked at every start, where the mapper takes long to
/// get going and most of the time nothing is to be written.
/// </summary>
internal static class OfferedModels
{
    public const string Origin = "predefined";

    private const string Columns =
        "id, name, description, format, provider, size, checksum, sha256, download_url, architecture, metadata, capabilities";

    /// <summary>Whether a row is an offer still, which nobody has taken.</summary>
    public static bool IsOffer(string origin, string status) => origin == Origin && status == ModelStatus.Available;

    /// <param name="database">Asked.</param>
    /// <param name="wanted">The rows as they are to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> AreAsync(
        LibraryDatabase database,
        IReadOnlyList<ModelRow> wanted,
        CancellationToken cancellationToken
    )
    {
        var left = wanted.ToDictionary(row => row.Id);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT origin, status, {Columns} FROM model_registry WHERE id IN ({Parameters(command, left.Keys)})";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (
                left.Remove(reader.GetString(2), out var row)
                && IsOffer(reader.GetString(0), reader.GetString(1))
                && !Is(reader, row)
            )
                return false;
        return left.Count == 0;
    }

    // In the order of the columns above.
    private static bool Is(DbDataReader reader, ModelRow row)
    {
        object?[] told =
        [
            row.Id,
            row.Name,
            row.Description,
            row.Format,
            row.Provider,
            row.Size,
            row.Checksum,
            row.Sha256,
            row.DownloadUrl,
            row.Architecture,
        ];
        return told.Select((value, index) => Equals(reader.GetValue(index + 2), value ?? DBNull.Value))
                .All(same => same)
            && IsSame(reader.GetString(told.Length + 2), row.Metadata)
            && IsSame(reader.GetString(told.Length + 3), row.Capabilities);
    }

    /// <summary>Whether two JSON texts say the same: PostgreSQL gives some back with other spaces.</summary>
    public static bool IsSame(string one, string other) =>
        one == other || JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));

    private static string Parameters(DbCommand command, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@id{command.Parameters.Count}";
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return string.Join(", ", command.Parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName));
    }
}
