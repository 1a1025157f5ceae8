using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Unpacking;

/// <summary>What is there of an archive's models when something goes wrong between the first and the last.</summary>
public sealed class UnpackingFaultTests : IDisposable
{
    private static readonly byte[] First = TinySafetensors.Create(160);
    private static readonly byte[] Second = TinySafetensors.Create(320);
    private static readonly byte[] Pair = ZipBytes.Create(("a.safetensors", First), ("b.safetensors", Second));

    private readonly TemporaryFolder _folder = new();
    private readonly RawHttpServer _server = new(RawReply.File(Pair));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Address => _server.Address("/pair.zip");

    private string PartPath => PathOf($"pair.zip.{AddressDigest.Of(Address)[..8]}.part");

    public void Dispose()
    {
        _server.DisposeAsync().AsTask().Wait(TestContext.Current.CancellationToken);
        _folder.Dispose();
    }

    [Fact]
    public async Task When_one_model_finds_its_name_taken_no_other_is_published()
    {
        _folder.Write("b.safetensors", TinySafetensors.Create(480));

        var items = await DownloadAsync(ConflictRule.Refuse);

        items.ShouldAllBe(item => item.Failure != null && item.Failure.Code == FailureCode.Conflict);
        File.Exists(PathOf("a.safetensors")).ShouldBeFalse();
        File.Exists(PathOf("a.safetensors.civitai.json")).ShouldBeFalse();
        File.Exists(PartPath).ShouldBeTrue("the archive waits for the next run");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task After_the_name_is_free_the_same_command_brings_all_without_the_network()
    {
        var inTheWay = _folder.Write("b.safetensors", TinySafetensors.Create(480));
        await DownloadAsync(ConflictRule.Refuse);
        File.Delete(inTheWay);

        var items = await DownloadAsync(ConflictRule.Refuse);

        items.Select(item => item.File).ShouldBe(["a.safetensors", "b.safetensors"]);
        items.ShouldAllBe(item => item.State == DownloadState.Completed && item.Sidecar != null);
        _server.Requests.Count.ShouldBe(1);
        File.Exists(PartPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_was_killed_between_two_models_is_finished_by_the_next()
    {
        _folder.Write("a.safetensors", First);
        File.WriteAllBytes(PartPath, Pair);
        File.WriteAllBytes($"{PartPath}.1.part", Second[..100]);
        new PartJournal
        {
            Address = Address.AbsoluteUri,
            Digest = AddressDigest.OfPlace(Address),
            Origin = AddressDigest.Of(Address),
            Size = Pair.Length,
            Bytes = Pair.Length,
            MachineStarted = PartJournal.MachineStart(TimeProvider.System.GetUtcNow()),
        }.Write(PartPath);

        var items = await DownloadAsync(ConflictRule.Number);

        items
            .Select(item => (item.File, item.State))
            .ShouldBe([("a.safetensors", DownloadState.AlreadyPresent), ("b.safetensors", DownloadState.Completed)]);
        items.ShouldAllBe(item => File.Exists(item.Sidecar));
        _server.Requests.ShouldBeEmpty();
        Leftovers().ShouldBeEmpty();
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private string[] Leftovers() => Directory.GetFiles(_folder.Path, "*.part.*.part");

    private async Task<IReadOnlyList<DownloadItem>> DownloadAsync(ConflictRule rule)
    {
        using var library = new BerryLibrary(new LibraryOptions { AllowedHosts = ["127.0.0.1"] });
        return await library.DownloadAsync(
            new DownloadRequest
            {
                References = [Address.AbsoluteUri],
                Target = new DownloadTarget { Folder = _folder.Path },
                OnConflict = rule,
            },
            null,
            Token
        );
    }
}
