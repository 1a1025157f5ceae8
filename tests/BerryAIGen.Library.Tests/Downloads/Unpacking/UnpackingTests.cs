using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Unpacking;

public sealed class UnpackingTests : IDisposable
{
    private static readonly byte[] Model = TinySafetensors.Create(160);
    private static readonly byte[] OtherModel = TinySafetensors.Create(320);
    private readonly TemporaryFolder _folder = new();

    private string Models => Path.Combine(_folder.Path, "a", "b", "models");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Models_are_taken_out_each_with_a_record()
    {
        var zip = ZipBytes.Create([
            new ZipPart("folder/high.safetensors", Model) { IsDeflated = true },
            new ZipPart("low.safetensors", OtherModel),
            new ZipPart("readme.txt", [1]),
        ]);

        var items = await DownloadAsync("pair.zip", zip);

        items
            .Select(item => (item.State, item.File))
            .ShouldBe([(DownloadState.Completed, "high.safetensors"), (DownloadState.Completed, "low.safetensors")]);
        items[0].Reason!.ShouldContain("pair.zip");
        items[0].Reason!.ShouldContain("1 other file");
        items.Sum(item => item.TransferredBytes).ShouldBe(zip.Length);
        Files()
            .ShouldBe([
                "high.safetensors",
                "high.safetensors.civitai.json",
                "low.safetensors",
                "low.safetensors.civitai.json",
            ]);
        File.ReadAllBytes(items[0].Path!).ShouldBe(Model);
        var record = JsonNode.Parse(File.ReadAllText(items[1].Sidecar!))!;
        record["unpacked_from"]!["file_name"]!.ToString().ShouldBe("pair.zip");
        record["unpacked_from"]!["models"]!.GetValue<int>().ShouldBe(2);
        record["hashes"]!["sha256"]!.ToString().ShouldBe(items[1].Sha256);
    }

    [Fact]
    public async Task The_rule_of_the_settings_holds_where_a_download_says_nothing()
    {
        var archive = ZipBytes.Create(("a.safetensors", Model));

        (await DownloadAsync("kept.zip", archive, rule: null, setting: ArchiveRule.Keep))
            .ShouldHaveSingleItem()
            .File.ShouldBe("kept.zip");
        (await DownloadAsync("open.zip", archive, ArchiveRule.Unpack, setting: ArchiveRule.Keep))
            .ShouldHaveSingleItem()
            .File.ShouldBe("a.safetensors");
    }

    [Theory]
    [InlineData(ArchiveRule.Keep, "pair.zip")]
    [InlineData(ArchiveRule.UnpackAndKeep, "a.safetensors pair.zip")]
    [InlineData(ArchiveRule.Unpack, "a.safetensors")]
    public async Task The_rule_says_what_stays(ArchiveRule rule, string files)
    {
        var items = await DownloadAsync("pair.zip", ZipBytes.Create(("a.safetensors", Model)), rule);

        items.ShouldAllBe(item => item.State == DownloadState.Completed);
        items.Select(item => item.File).Order(StringComparer.Ordinal).ShouldBe(files.Split(' '));
        Files().Where(name => !name.EndsWith(".json", StringComparison.Ordinal)).ShouldBe(files.Split(' '));
    }

    [Theory]
    [InlineData("../../evil.safetensors")]
    [InlineData("/evil.safetensors")]
    [InlineData("..\\evil.safetensors")]
    [InlineData("C:\\evil.safetensors")]
    public async Task A_name_that_leads_out_fails_the_archive_and_nothing_escapes(string name)
    {
        var items = await DownloadAsync("bad.zip", ZipBytes.Create(("good.safetensors", Model), (name, Model)));

        var failure = items.ShouldHaveSingleItem().Failure.ShouldNotBeNull();
        failure.Code.ShouldBe(FailureCode.Verification);
        failure.Message.ShouldContain("was not unpacked");
        ModelsBelowAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_fails_the_archive()
    {
        var zip = ZipBytes.Create([
            new ZipPart("link", [.. "/etc"u8]) { UnixMode = 0xA1FF },
            new ZipPart("a.safetensors", Model),
        ]);

        var items = await DownloadAsync("bad.zip", zip);

        items.ShouldHaveSingleItem().Failure!.Message.ShouldContain("it is a link");
        ModelsBelowAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_broken_model_fails_them_all()
    {
        var zip = ZipBytes.Create(("a.safetensors", Model), ("b.safetensors", Model[..^1]));

        var items = await DownloadAsync("pair.zip", zip);

        items.ShouldHaveSingleItem().Failure!.Message.ShouldContain("MetadataIncompleteBuffer");
        ModelsBelowAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_that_would_run_code_fails_them_all()
    {
        byte[] pickle = [.. "cos\nsystem\n(S'x'\ntR."u8];

        var items = await DownloadAsync("pair.zip", ZipBytes.Create(("a.safetensors", Model), ("b.bin", pickle)));

        items.ShouldHaveSingleItem().Failure!.Code.ShouldBe(FailureCode.Policy);
        ModelsBelowAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_checksum_fails_the_archive()
    {
        var items = await DownloadAsync("bad.zip", ZipBytes.Create([new ZipPart("a.bin", [1, 2, 3]) { Crc = 7 }]));

        items.ShouldHaveSingleItem().Failure!.Message.ShouldContain("checksum");
    }

    [Fact]
    public async Task A_bomb_is_stopped_and_leaves_nothing_but_the_evidence()
    {
        var zip = ZipBytes.Create([new ZipPart("a.bin", new byte[20 << 20]) { IsDeflated = true }]);

        var items = await DownloadAsync("bomb.zip", zip);

        items.ShouldHaveSingleItem().Failure!.Message.ShouldContain("bomb");
        Files().ShouldHaveSingleItem().ShouldEndWith(".rejected");
    }

    [Fact]
    public async Task An_archive_of_archives_stays_packed_and_is_fetched_once()
    {
        var inner = ZipBytes.Create(("a.safetensors", Model));

        var items = await DownloadAsync("outer.zip", ZipBytes.Create(("inner.zip", inner)));

        items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed);
        items[0].File.ShouldBe("outer.zip");
        items[0].Reason!.ShouldContain("without a model");
    }

    [Fact]
    public async Task An_encrypted_archive_stays_packed_and_says_so()
    {
        var zip = ZipBytes.Create([new ZipPart("a.safetensors", Model) { CentralFlags = 1, LocalFlags = 1 }]);

        var item = (await DownloadAsync("locked.zip", zip)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed);
        item.File.ShouldBe("locked.zip");
        item.Reason!.ShouldContain("encrypted");
    }

    [Fact]
    public async Task A_checkpoint_that_is_a_zip_is_no_archive()
    {
        var zip = ZipBytes.Create(("archive/data.pkl", [128, 2, (byte)'N', (byte)'.']), ("archive/version", [51, 10]));

        var item = (await DownloadAsync("model.ckpt", zip)).ShouldHaveSingleItem();

        item.File.ShouldBe("model.ckpt");
        File.ReadAllBytes(item.Path!).ShouldBe(zip);
    }

    [Fact]
    public async Task What_was_unpacked_before_is_not_fetched_again()
    {
        var zip = ZipBytes.Create(("a.safetensors", Model), ("b.safetensors", OtherModel));
        await DownloadAsync("pair.zip", zip);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(zip));

        UnpackedBefore.Find([Models], hash)!.Select(Path.GetFileName).ShouldBe(["a.safetensors", "b.safetensors"]);
        var again = await DownloadAsync("pair.zip", zip, sha256: hash);
        File.Delete(Path.Combine(Models, "b.safetensors"));

        again.ShouldHaveSingleItem().State.ShouldBe(DownloadState.AlreadyPresent);
        UnpackedBefore.Find([Models], hash).ShouldBeNull();
    }

    [Fact]
    public async Task Two_models_of_one_name_get_names_of_their_own()
    {
        var zip = ZipBytes.Create(("x/a.safetensors", Model), ("y/a.safetensors", OtherModel));

        var items = await DownloadAsync("pair.zip", zip);

        items.Select(item => item.File).ShouldBe(["a.safetensors", "a (2).safetensors"]);
    }

    private async Task<IReadOnlyList<DownloadItem>> DownloadAsync(
        string name,
        byte[] content,
        ArchiveRule? rule = ArchiveRule.Unpack,
        string? sha256 = null,
        ArchiveRule setting = ArchiveRule.Unpack
    )
    {
        await using var server = new RawHttpServer(RawReply.File(content));
        using var library = new BerryLibrary(new LibraryOptions { AllowedHosts = ["127.0.0.1"], Archives = setting });
        return await library.DownloadAsync(
            new DownloadRequest
            {
                References = [server.Address($"/{name}").AbsoluteUri],
                Target = new DownloadTarget { Folder = Models },
                Archives = rule,
                Sha256 = sha256,
            },
            null,
            TestContext.Current.CancellationToken
        );
    }

    private string[] Files() =>
        [.. Directory.GetFiles(Models).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private string[] ModelsBelowAll() =>
        Directory.GetFiles(_folder.Path, "*.safetensors*", SearchOption.AllDirectories);
}
