using System.Text;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>A refusal that ends at a date ends there, and everybody who tells of it tells its date.</summary>
public sealed class EarlyAccessTests : IDisposable
{
    private static readonly byte[] Model = TinySafetensors.Create(160);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, DownloadState.Completed)]
    [InlineData(-1, DownloadState.Refused)]
    public async Task A_file_whose_date_has_passed_is_downloaded_without_another_search(int days, DownloadState state)
    {
        await using var server = new RawHttpServer(RawReply.File(Model));
        using var library = new BerryLibrary(new LibraryOptions { AllowedHosts = ["127.0.0.1"] });

        var item = (
            await library.DownloadAsync(RequestFor(server.Address(), days), null, Token)
        ).ShouldHaveSingleItem();
        var asked = server.Requests.Count;
        var planned = (await library.PlanAsync(RequestFor(server.Address("/b.safetensors"), days), Token))[0];

        item.State.ShouldBe(state, item.Reason);
        planned.State.ShouldBe(state == DownloadState.Completed ? DownloadState.Planned : state);
        asked.ShouldBe(state == DownloadState.Completed ? 1 : 0);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refusal_of_the_download_itself_carries_its_date(int status)
    {
        var body = """{"error":"Early Access","deadline":"2030-02-03T04:05:06.000Z","message":"Wait for it"}""";
        await using var server = new RawHttpServer(
            new RawReply(status, Encoding.UTF8.GetBytes(body)).With("Content-Length", $"{body.Length}")
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Policy);
        outcome.Failure.Details["deadline"].ShouldStartWith("2030-02-03T04:05:06");
        outcome.Failure.Message.ShouldContain("until 2030-02-03 04:05 UTC");
        server.Requests.ShouldHaveSingleItem();
    }

    private DownloadRequest RequestFor(Uri address, int daysAgo) =>
        new()
        {
            References = [address.AbsoluteUri],
            Target = new DownloadTarget { Folder = _folder.Path },
            Known = new RemoteFile
            {
                Source = "civitai",
                Address = address,
                Name = Path.GetFileName(address.AbsolutePath),
                Refusal = new Failure(FailureCode.Policy, "It is in early access.")
                {
                    Details = new Dictionary<string, string>
                    {
                        ["deadline"] = TimeProvider.System.GetUtcNow().AddDays(-daysAgo).ToString("O"),
                    },
                },
            },
        };
}
