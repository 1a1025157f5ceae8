using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Network;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Network;

public sealed class NetworkSwitchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_switched_off_is_not_asked_and_says_which_setting_does_it()
    {
        var network = new NetworkSwitch();
        using var library = Open(network);
        network.Choices = new NetworkChoices { HashLookup = false, UpdateChecks = false };

        var lookup = await Should.ThrowAsync<LibraryException>(() => library.IdentifyAsync([], Stop));
        var refresh = await Should.ThrowAsync<LibraryException>(() => library.Keeping.RefreshAsync([], Stop));

        lookup.Failure.Code.ShouldBe(FailureCode.Policy);
        lookup.Message.ShouldContain("hash_lookup");
        refresh.Message.ShouldContain("update_checks");
    }

    [Fact]
    public async Task Offline_can_be_turned_while_a_client_is_in_use()
    {
        var network = new NetworkSwitch();
        using var library = Open(network);
        _folder.Write("a.safetensors", "\u0002\0\0\0\0\0\0\0{}"u8);
        var online = (await library.IdentifyAsync([_folder.Combine("a.safetensors")], Stop))[0];

        network.Choices = new NetworkChoices { Offline = true };

        library.Options.Network.IsOffline.ShouldBeTrue();
        var offline = await Should.ThrowAsync<LibraryException>(() =>
            library.IdentifyAsync([_folder.Combine("a.safetensors")], Stop)
        );
        // Nobody listens at that address, so the first answer is one of a connection.
        online.Failure!.Code.ShouldBe(FailureCode.Network);
        online.Failure.Message.ShouldNotStartWith("Offline");
        offline.Message.ShouldStartWith("Offline");
    }

    private BerryLibrary Open(NetworkSwitch network) =>
        new(
            new LibraryOptions
            {
                CivitaiUrl = new Uri("http://127.0.0.1:9"),
                Network = new NetworkSettings { Switch = network },
                WorkingFolder = _folder.Path,
            }
        );

    public void Dispose() => _folder.Dispose();
}
