using System.Text.Json.Nodes;
using BerryAIGen.Database.Settings;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>Where file systems began when models were last seen on them; a row of the settings.</summary>
internal static class KnownMounts
{
    private const string Key = "catalog.mounts";

    // Of several machines each has disks of its own.
    private static string KeyOf(string? machine) => machine is null ? Key : $"{Key}/{machine}";

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        LibraryContext context,
        string? machine,
        CancellationToken cancellationToken
    )
    {
        var key = KeyOf(machine);
        // A machine that never wrote its own begins with what was written for all.
        var row = await context
            .Settings.AsNoTracking()
            .Where(row => row.Key == key || row.Key == Key)
            .OrderByDescending(row => row.Key.Length)
            .FirstOrDefaultAsync(cancellationToken);
        return row is not null && JsonNode.Parse(row.Value) is JsonObject mounts
            ? mounts.ToDictionary(member => member.Key, member => member.Value!.ToString(), StringComparer.Ordinal)
            : new Dictionary<string, string>();
    }

    /// <summary>Writes only what changed.</summary>
    public static async Task WriteAsync(
        LibraryContext context,
        string? machine,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> mounts,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        if (before.Count == mounts.Count && mounts.All(row => before.GetValueOrDefault(row.Key) == row.Value))
            return;
        var key = KeyOf(machine);
        var row = await context.Settings.FirstOrDefaultAsync(row => row.Key == key, cancellationToken);
        if (row is null)
            context.Settings.Add(row = new SettingRow { Key = key, Value = "" });
        row.Value = new JsonObject(
            mounts.Select(mount => KeyValuePair.Create(mount.Key, (JsonNode?)JsonValue.Create(mount.Value)))
        ).ToJsonString();
        row.UpdatedAt = now;
        await context.SaveChangesAsync(cancellationToken);
    }
}
