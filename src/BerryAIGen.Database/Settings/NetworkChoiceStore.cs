using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Network;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Settings;

/// <summary>What the network is asked for, as a person set it; all servers of a database share it.</summary>
public sealed class NetworkChoiceStore(LibraryDatabase database, TimeProvider time)
{
    private const string Key = "network";

    public async Task<NetworkChoices> GetAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context
            .Settings.AsNoTracking()
            .FirstOrDefaultAsync(setting => setting.Key == Key, cancellationToken);
        return (row is null ? null : JsonSerializer.Deserialize(row.Value, NetworkChoiceJson.Default.NetworkChoices))
            ?? new NetworkChoices();
    }

    public async Task SetAsync(NetworkChoices choices, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context.Settings.FirstOrDefaultAsync(setting => setting.Key == Key, cancellationToken);
        if (row is null)
            context.Settings.Add(row = new SettingRow { Key = Key, Value = "{}" });
        row.Value = JsonSerializer.Serialize(choices, NetworkChoiceJson.Default.NetworkChoices);
        row.UpdatedAt = time.GetUtcNow().UtcDateTime;
        await context.SaveChangesAsync(cancellationToken);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NetworkChoices))]
internal sealed partial class NetworkChoiceJson : JsonSerializerContext;
