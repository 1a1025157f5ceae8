using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

public sealed class AddressDigestTests
{
    [Theory]
    [InlineData("https://a.example/m.bin", "https://b.example/m.bin", true)]
    [InlineData("https://a.example/m.bin?token=1", "https://a.example:8443/m.bin?token=2", true)]
    [InlineData("https://a.example/m.bin", "https://a.example/n.bin", false)]
    [InlineData("s3://one/m.bin", "s3://two/m.bin", false)]
    [InlineData("s3://one/m.bin?versionId=1", "s3://one/m.bin?versionId=2", false)]
    public void A_mirror_has_the_same_place_and_another_bucket_has_not(string one, string other, bool isSame) =>
        (AddressDigest.OfPlace(new Uri(one)) == AddressDigest.OfPlace(new Uri(other))).ShouldBe(isSame);

    [Fact]
    public async Task One_key_of_two_servers_has_two_parts()
    {
        using var folder = new TemporaryFolder();
        var layouts = LayoutCatalog.Load(null);
        var planner = new DownloadPlanner(new TargetFolders(layouts, new LibraryOptions()), new ListedNames(layouts));

        (await PartOfAsync("one.example")).ShouldBe(await PartOfAsync("one.example"));
        (await PartOfAsync("one.example")).ShouldNotBe(await PartOfAsync("two.example"));

        async Task<string> PartOfAsync(string server)
        {
            var file = new RemoteFile
            {
                Source = "s3",
                Address = new Uri("s3://bucket/m.safetensors"),
                Name = "m.safetensors",
                Server = server,
            };
            var plan = await planner.PlanAsync(
                ReferenceParser.Parse("s3://bucket/m.safetensors"),
                file,
                new DownloadRequest
                {
                    References = [],
                    Target = new DownloadTarget { Folder = folder.Path },
                },
                TestContext.Current.CancellationToken
            );
            return plan.PartPath;
        }
    }
}
