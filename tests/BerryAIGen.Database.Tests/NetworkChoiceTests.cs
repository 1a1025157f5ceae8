using BerryAIGen.Database.Settings;
using BerryAIGen.Library.Network;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class NetworkChoiceTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Of_many_changes_at_once_none_is_lost(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var store = new NetworkChoiceStore(database.Library, TimeProvider.System);
        var network = new NetworkSwitch();
        Func<NetworkChoices, NetworkChoices>[] changes =
        [
            choices => choices with { HashLookup = false },
            choices => choices with { UpdateChecks = false },
            choices => choices with { HealthProbes = false },
            choices => choices with { Offline = true },
        ];

        await Task.WhenAll(changes.Select(change => Task.Run(() => store.ChangeAsync(network, change, Stop), Stop)));

        var expected = new NetworkChoices
        {
            Offline = true,
            HashLookup = false,
            UpdateChecks = false,
            HealthProbes = false,
        };
        (await store.GetAsync(Stop)).ShouldBe(expected);
        network.Choices.ShouldBe(expected);
    }

    [Fact]
    public async Task What_was_stored_before_there_were_checks_by_themselves_has_their_defaults()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        await using (var context = database.Library.CreateContext())
        {
            context.Settings.Add(new SettingRow { Key = "network", Value = """{"hash_lookup":false}""" });
            await context.SaveChangesAsync(Stop);
        }

        var choices = await new NetworkChoiceStore(database.Library, TimeProvider.System).GetAsync(Stop);

        choices.HashLookup.ShouldBeFalse();
        (choices.UpdateCheckHours, choices.SubscriptionCheckHours).ShouldBe((0, 6));
    }

    [Fact]
    public async Task What_was_read_before_a_change_does_not_undo_it()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        // Hours behind: what is written later counts later all the same.
        var clock = new MovedTime();
        var (here, there) = (
            new NetworkChoiceStore(database.Library, clock),
            new NetworkChoiceStore(database.Library, TimeProvider.System)
        );
        var network = new NetworkSwitch();
        await here.ChangeAsync(network, choices => choices with { Offline = true }, Stop);
        await there.ChangeAsync(new NetworkSwitch(), choices => choices with { HashLookup = false }, Stop);

        await here.FollowAsync(network, Stop);

        network.Choices.ShouldBe(new NetworkChoices { Offline = true, HashLookup = false });
    }
}
