using System.Text.Json;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Scripts;

/// <summary>A script of the open cases whose server gives an archive; walked through all stages of the library.</summary>
internal static class ArchiveScript
{
    private const string Start = "zip with ";

    internal static async Task CheckAsync(JsonElement script)
    {
        using var folder = new TemporaryFolder();
        var models = folder.Combine("a", "b", "models");
        await using var server = new RawHttpServer(RawReply.File(Body(Recipe(script)[Start.Length..])));
        using var library = new BerryLibrary(new LibraryOptions { AllowedHosts = ["127.0.0.1"] });
        var request = new DownloadRequest
        {
            References = [server.Address("/archive.zip").AbsoluteUri],
            Target = new DownloadTarget { Folder = models },
        };

        var items = await library.DownloadAsync(request, null, TestContext.Current.CancellationToken);

        foreach (var claim in script.GetProperty("expected").EnumerateObject())
        {
            Check(claim, items, server, folder.Path, models);
        }
    }

    private static void Check(
        JsonProperty claim,
        IReadOnlyList<DownloadItem> items,
        RawHttpServer server,
        string outside,
        string models
    )
    {
        var hint =
            $"{claim.Name}: {claim.Value}; {string.Join("; ", items.Select(item => $"{item.State} {item.Reason}"))}";
        switch (claim.Name)
        {
            case "result":
                items.ShouldAllBe(item =>
                    claim.Value.GetString()!.Contains(item.State.ToString(), StringComparison.OrdinalIgnoreCase)
                );
                break;
            case "files":
                var wanted = claim.Value.EnumerateArray().Select(name => name.GetString()!).ToArray();
                items.Select(item => item.File).ShouldBe(wanted, hint);
                items.ShouldAllBe(item => File.Exists(item.Path) && File.Exists(item.Sidecar));
                break;
            case "loops":
                server.Requests.Count.ShouldBe(1, hint);
                break;
            case "escaped":
                Directory
                    .GetFiles(outside, "*", SearchOption.AllDirectories)
                    .ShouldAllBe(path => path.StartsWith(models, StringComparison.Ordinal));
                Directory.GetFiles(outside, "*.safetensors", SearchOption.AllDirectories).ShouldBeEmpty();
                break;
            default:
                throw new InvalidOperationException($"The script claims {claim.Name}, which nothing checks yet.");
        }
    }

    private static string Recipe(JsonElement script) =>
        script.GetProperty("server")[0].GetProperty("body").GetString()!;

    private static byte[] Body(string members) =>
        ZipBytes.Create([
            .. members
                .Split(" and ")
                .Select(
                    (name, index) =>
                        name.EndsWith(".zip", StringComparison.Ordinal)
                            ? new ZipPart(name, ZipBytes.Create(("inner.txt", [1])))
                            : new ZipPart(name, TinySafetensors.Create(160 * (index + 1)))
                ),
        ]);
}
