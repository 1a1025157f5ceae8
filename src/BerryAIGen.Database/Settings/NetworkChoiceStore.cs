using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Network;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Settings;

/// <summary>What the network is asked for, as a person set it; all servers of a database share it.</summary>
public sealed class NetworkChoiceStore(LibraryDatabase database, TimeProvider time)
{
    private const string Key = "network";

    private readonly Lock _turn = new();
    private DateTime _applied;

    /// <summary>What is stored now. The server asks at its start, without the mapper, which takes long to get going.</summary>
    public async Task<NetworkChoices> GetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT value FROM settings WHERE key = '{Key}'";
        return Parse(await command.ExecuteScalarAsync(cancellationToken) as string);
    }

    /// <summary>Changes what is stored, and has it count at once; of two changes at the same time none is lost.</summary>
    public async Task<(NetworkChoices Before, NetworkChoices After)> ChangeAsync(
        NetworkSwitch network,
        Func<NetworkChoices, NetworkChoices> change,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var (before, row) = await ReadAsync(cancellationToken);
            var after = change(before);
            var now = time.GetUtcNow().UtcDateTime;
            // Later than what it replaces, also where another server's clock is ahead.
            var stamp = row is null || now > row.UpdatedAt ? now : row.UpdatedAt.AddMilliseconds(1);
            if (!await TryWriteAsync(row, after, stamp, cancellationToken))
                continue;
            Apply(network, after, stamp);
            return (before, after);
        }
    }

    /// <summary>Has it count what another server stored.</summary>
    public async Task FollowAsync(NetworkSwitch network, CancellationToken cancellationToken)
    {
        var (choices, row) = await ReadAsync(cancellationToken);
        Apply(network, choices, row?.UpdatedAt ?? DateTime.MinValue);
    }

    // What was read before a change must not undo it afterwards.
    private void Apply(NetworkSwitch network, NetworkChoices choices, DateTime stamp)
    {
        lock (_turn)
        {
            if (stamp < _applied)
                return;
            _applied = stamp;
            network.Choices = choices;
        }
    }

    private async Task<(NetworkChoices Choices, SettingRow? Row)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context
            .Settings.AsNoTracking()
            .FirstOrDefaultAsync(setting => setting.Key == Key, cancellationToken);
        return (Parse(row?.Value), row);
    }

    private static NetworkChoices Parse(string? value) =>
        value is null ? new() : JsonSerializer.Deserialize(value, NetworkChoiceJson.Default.NetworkChoices) ?? new();

    /// <returns>False when somebody else was first.</returns>
    private async Task<bool> TryWriteAsync(
        SettingRow? before,
        NetworkChoices choices,
        DateTime stamp,
        CancellationToken cancellationToken
    )
    {
        var value = JsonSerializer.Serialize(choices, NetworkChoiceJson.Default.NetworkChoices);
        await using var context = database.CreateContext();
        if (before is not null)
            return await context
                    .Settings.Where(row => row.Key == Key && row.UpdatedAt == before.UpdatedAt)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.Value, value).SetProperty(row => row.UpdatedAt, stamp),
                        cancellationToken
                    ) == 1;
        context.Settings.Add(
            new SettingRow
            {
                Key = Key,
                Value = value,
                UpdatedAt = stamp,
            }
        );
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            var (_, row) = await ReadAsync(cancellationToken);
            if (row is null)
                throw;
            return false;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NetworkChoices))]
internal sealed partial class NetworkChoiceJson : JsonSerializerContext;
