using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>Addresses with a checksum that a person knows.</summary>
public sealed class ChecksumStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Model = TinySafetensors.Create(4096);
    private static readonly string Right = Convert.ToHexStringLower(SHA256.HashData(Model));
    private static readonly string Wrong = new('a', 64);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_checksum_behind_the_address_is_compared(bool isRight)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var server = new RawHttpServer(RawReply.File(Model));
        var address = server.Address("/m.safetensors").AbsoluteUri;

        var item = (
            await story.DownloadAsync($"{address}#sha256={(isRight ? Right.ToUpperInvariant() : Wrong)}")
        ).Single();

        item.VerifiedBy.ShouldBe(isRight ? "sha256" : "none");
        item.Failure?.Code.ShouldBe(FailureCode.Verification);
        File.Exists(story.Path("checkpoints", "m.safetensors")).ShouldBe(isRight);
        server.Requests.ShouldAllBe(request => request.Target == "/m.safetensors");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("m.sha256")]
    [InlineData("SHA256SUMS")]
    [InlineData("bsd.txt")]
    [InlineData("{1}")]
    public async Task A_checksum_is_digits_a_file_or_an_address(string form)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var server = new RawHttpServer(request =>
            request.Target == "/sums" ? RawReply.File(Text($"{Right}  m.safetensors\n")) : RawReply.File(Model)
        );
        story.Write("m.sha256", Text(Right));
        story.Write("SHA256SUMS", Text($"{Wrong}  other.safetensors\n{Right} *dist/m.safetensors\n"));
        story.Write("bsd.txt", Text($"SHA256 (m.safetensors) = {Right}\n"));
        var given = form.Replace("{0}", Right).Replace("{1}", server.Address("/sums").AbsoluteUri);

        var item = await DownloadAsync(story, given, server.Address("/m.safetensors").AbsoluteUri);

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.VerifiedBy.ShouldBe("sha256");
    }

    [Theory]
    [InlineData("abc", "64 hex digits")]
    [InlineData("none.sha256", "none of them")]
    [InlineData("words.txt", "no SHA-256")]
    [InlineData("others.txt", "names no SHA-256 of m.safetensors")]
    public async Task What_is_no_checksum_is_said_before_a_byte_comes(string given, string words)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var server = new RawHttpServer(RawReply.File(Model));
        story.Write("words.txt", "no digits"u8);
        story.Write("others.txt", Text($"{Wrong}  a.bin\n{Wrong}  b.bin\n"));

        var item = await DownloadAsync(story, given, server.Address("/m.safetensors").AbsoluteUri);

        item.Failure!.Code.ShouldBe(FailureCode.Usage);
        item.Reason!.ShouldContain(words);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_its_source_says_is_another_is_not_fetched()
    {
        using var story = new LibraryStory(sandbox);

        var item = await DownloadAsync(story, Wrong, "hf:sandbox-labs/variants/variants-v1.safetensors");

        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        story.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_release_asset_behind_a_redirect_is_compared_as_well()
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var storage = new RawHttpServer(RawReply.File(Model));
        await using var site = new RawHttpServer(
            RawReply.Redirect(storage.Address("/asset?sig=SECRET&response-content-disposition=x").AbsoluteUri)
        );

        var address = site.Address("/owner/repo/releases/download/v1/m.safetensors").AbsoluteUri;
        var item = (await story.DownloadAsync($"{address}#sha256={Right}")).Single();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.File.ShouldBe("m.safetensors");
        File.ReadAllText(item.Sidecar!).ShouldNotContain("SECRET");
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<DownloadItem> DownloadAsync(LibraryStory story, string sha256, string reference)
    {
        var request = story.Request(reference) with { Sha256 = sha256 };
        return (await story.Library.DownloadAsync(request, null, TestContext.Current.CancellationToken)).Single();
    }
}
