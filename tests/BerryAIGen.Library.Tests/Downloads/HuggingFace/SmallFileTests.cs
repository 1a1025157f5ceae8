using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.HuggingFace;

/// <summary>Small files lie in git itself, which names each by its bytes.</summary>
public sealed class SmallFileTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Right = """{"a": 1}"""u8.ToArray();
    private static readonly byte[] Wrong = """{"a": 2}"""u8.ToArray();

    [Fact]
    public async Task A_small_file_is_compared_with_what_git_calls_it()
    {
        using var story = new LibraryStory(sandbox);

        var items = await story.DownloadAsync("hf:sandbox-labs/variants/unet/config.json");

        items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed, items[0].Reason);
        items[0].VerifiedBy.ShouldBe("git_sha1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Other_bytes_of_the_same_length_are_never_published(bool isRight)
    {
        using var folder = new TemporaryFolder();
        await using var hub = new RawHttpServer(request =>
            request.Target.Contains("/revision/") ? HubStory.Json("""{"sha":"abc123"}""")
            : request.Target.Contains("/tree/")
                ? HubStory.Json(
                    $$"""[{"type":"file","path":"config.json","size":{{Right.Length}},"oid":"{{GitId(Right)}}"}]"""
                )
            : RawReply.File(isRight ? Right : Wrong)
        );
        using var library = new BerryLibrary(
            new LibraryOptions { HuggingFaceUrl = hub.Address("/"), AllowedHosts = ["127.0.0.1"] }
        );

        var item = (
            await library.DownloadAsync(
                new DownloadRequest
                {
                    References = ["hf:owner/repo/config.json"],
                    Target = new DownloadTarget { Folder = folder.Path },
                },
                null,
                TestContext.Current.CancellationToken
            )
        ).ShouldHaveSingleItem();

        item.Failure?.Code.ShouldBe(FailureCode.Verification);
        (item.State == DownloadState.Completed).ShouldBe(isRight, item.Reason);
        File.Exists(Path.Combine(folder.Path, "config.json")).ShouldBe(isRight);
    }

    // Git's own choice of hash; nothing is secured by it.
#pragma warning disable CA5350
    private static string GitId(byte[] bytes) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));
#pragma warning restore CA5350
}
