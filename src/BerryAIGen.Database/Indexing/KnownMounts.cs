using System.Text.Json.Nodes;
using BerryAIGen.Database.Settings;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>Where file systems began when models were last seen on them; a row of the settings.</summary>
internal static class KnownMounts
{
    private const string Key = "catalog.mounts";

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        LibraryContext context,
        CancellationToken cancellationToken
    )
    {
        var row = await context.Settings.AsNoTracking().FirstOrDefaultAsync(row => row.Key == Key, cancellationToken);
        return row is not null && JsonNode.Parse(row.Value) is JsonObject mounts
            ? mounts.ToDictionary(member => member.Key, member => member.Value!.ToString(), StringComparer.Ordinal)
            : new Dictionary<string, string>();
    }

    /// <summary>Writes only what changed.</summary>
    public static async Task WriteAsync(
        LibraryContext context,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> mounts,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        if (before.Count == mounts.Count && mounts.All(row => before.GetValueOrDefault(row.Key) == row.Value))
            return;
        var row = await context.Settings.FirstOrDefaultAsync(row => row.Key == Key, cancellationToken);
        if (row is null)
            context.Settings.Add(row = new SettingRow { Key = Key, Value = "" });
        row.Value = new JsonObject(
            mounts.Select(mount => KeyValuePair.Create(mount.Key, (JsonNode?)JsonValue.Create(mount.Value)))
        ).ToJsonString();
        row.UpdatedAt = now;
        await context.SaveChangesAsync(cancellationToken);
    }
}
