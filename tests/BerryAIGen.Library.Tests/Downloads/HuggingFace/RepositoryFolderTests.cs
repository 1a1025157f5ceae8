using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.HuggingFace;

/// <summary>Two repositories of one name are two models, and their files are never in one folder.</summary>
public sealed class RepositoryFolderTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RawHttpServer _hub = new(TwoTinyRepositories.Answer);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_second_of_one_name_gets_a_folder_with_its_owner(bool isOneRun)
    {
        string[] both = ["hf:one/tiny", "hf:two/tiny"];

        IReadOnlyList<DownloadItem> items = isOneRun
            ? await DownloadAsync(both)
            : [.. await DownloadAsync(both[0]), .. await DownloadAsync(both[1])];

        items.ShouldAllBe(item => item.State == DownloadState.Completed);
        Owner("tiny").ShouldBe("one");
        Owner("two--tiny").ShouldBe("two");
    }

    [Fact]
    public async Task The_first_keeps_its_folder_when_it_is_asked_for_again()
    {
        await DownloadAsync("hf:one/tiny");
        await DownloadAsync("hf:two/tiny");

        var items = await DownloadAsync("hf:two/tiny", "hf:one/tiny");

        items.ShouldAllBe(item => item.Failure == null);
        Directory.GetDirectories(_folder.Path, "t*").Select(Path.GetFileName).Order().ShouldBe(["tiny", "two--tiny"]);
    }

    private string Owner(string folder) =>
        File.ReadAllText(Path.Combine(_folder.Path, folder, "unet", "config.json")).Contains("one") ? "one" : "two";

    private async Task<IReadOnlyList<DownloadItem>> DownloadAsync(params string[] references)
    {
        using var library = new BerryLibrary(
            new LibraryOptions { HuggingFaceUrl = _hub.Address("/"), AllowedHosts = ["127.0.0.1"] }
        );
        return await library.DownloadAsync(
            new DownloadRequest
            {
                References = references,
                Target = new DownloadTarget { Folder = _folder.Path },
            },
            null,
            Token
        );
    }
}
